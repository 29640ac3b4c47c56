/// What a relay is for here.
enum RelayUse: String, Encodable {
    /// There is none.
    case none
    /// It is used where there is no direct way, and by whoever wants it for all of their calls.
    case offered
    /// Every call goes over it: the operator wants it so.
    case always
}
