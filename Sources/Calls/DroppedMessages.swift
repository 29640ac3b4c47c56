import CallCore
import RateLimits

/// Whose messages were dropped because there were too many of them, and when they are told: once for all that were
/// dropped together, or the answers would cost more than what they answer.
struct DroppedMessages {
    /// In the order in which they are due, since all wait equally long.
    private var waiting: [(sender: MessageSender, at: Timestamp)] = []
    private var connections: Set<Connection> = []

    /// When somebody is to be told; nil when there is nobody.
    var dueAt: Timestamp? { waiting.first?.at }

    /// A message was dropped.
    mutating func add(_ sender: MessageSender, at now: Timestamp) {
        guard connections.insert(sender.connection).inserted else { return }
        waiting.append((sender, now.advanced(by: Limits.toldOfDroppedAfter)))
    }

    /// Those who are to be told now.
    mutating func takeDue(at now: Timestamp) -> [MessageSender] {
        let due = waiting.prefix { $0.at <= now }.map(\.sender)
        waiting.removeFirst(due.count)
        for sender in due { connections.remove(sender.connection) }
        return due
    }
}
