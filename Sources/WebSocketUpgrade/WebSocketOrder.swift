/// What the outbox asks of a `WebSocketHandler`, as outbound user events: they reach the handler on its own loop, in
/// the order in which they were given.
enum WebSocketOrder: Sendable {
    /// Messages wait in the outbox.
    case flush
    /// A message did not fit into the outbox.
    case giveUp
    /// The session is no longer backlogged.
    case readMore
    /// The session has said what it had to say about a violation.
    case explained
    case close(code: UInt16, reason: String)
}
