/// What a crowd does, besides being connected.
protocol Load: AnyObject {
    /// A message has come in that is neither `session:ready`, `session:presence` nor a refusal.
    func receive(_ type: MessageType, by device: Device, at now: Moment) throws

    /// Called before each waiting.
    /// - Returns: when it wants to be called again at the latest.
    func turn(at now: Moment) throws -> Moment
}
