/// What a session is told between `opened` and the end of its connection.
enum SessionEvent: Sendable, Hashable {
    case text(String)
    case violation(WebSocketViolation)
    case closed(WebSocketCloseReason)
}
