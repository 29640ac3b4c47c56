/// What the machine has a session told between `opened` and the end of its connection, besides messages.
enum SessionEvent: Sendable, Hashable {
    case violation(WebSocketViolation)
    case closed(WebSocketCloseReason)
}
