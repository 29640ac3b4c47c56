import CallCore
import DequeModule

/// Which message is sent when: events in, orders out.
///
/// ```
///            ┌──────── busy, unreachable: later ────────┐
///            ▼                                          │
///  add ─▶ waiting ──▶ being sent ──▶ result             │
///            │             └────────────────────────────┘
///            └─▶ superseded, late, dropped
/// ```
///
/// Of two messages to one endpoint the second one waits for the first one's end, and takes its place if it waits
/// itself and is about the same thing: so nothing rings that was told to be over. A host that is slow holds up only
/// messages to itself, and somebody whose browsers are all at hosts that are slow only messages to themselves.
struct PushSchedule {
    typealias Instant = ContinuousClock.Instant

    /// How much is done at the same time, and how much waits.
    struct Room {
        /// Messages that wait, or are being sent.
        var messages = 1_000
        /// Messages that are being sent.
        var sending = 32
        /// Those of them to one host.
        var sendingToHost = 8
        /// Those of them to browsers of one person.
        var sendingToPerson = 4
    }

    /// A message on its way.
    struct Push: Sendable {
        let id: Int
        let message: PushMessage
        let subscription: PushSubscription
        /// Whose browser that is.
        let recipient: UserID
        /// How long the push service may keep it.
        let lifetime: PushQueue.Lifetime
        /// When it is of no use any more.
        let deadline: Instant
        /// Attempts that have failed.
        var attempts = 0
        /// When it is to be tried.
        var dueAt: Instant
    }

    /// What is to be done.
    enum Effect {
        case send(Push)
        case report(id: Int, PushResult)
    }

    /// The least waits before another attempt, whatever a push service says; the last one repeats.
    private static let waits: [Duration] = [.seconds(1), .seconds(2), .seconds(4), .seconds(8)]
    /// Where nothing is reached there may be no way out: so often is it tried.
    private static let attemptsUnreachable = 3

    private let room: Room
    private var waiting = Deque<Push>()
    private var sending: [Int: Push] = [:]
    private var isStopped = false

    init(room: Room = Room()) { self.room = room }

    /// How many wait or are being sent.
    var count: Int { waiting.count + sending.count }

    /// When the next one that waits is due; nil when none waits for its time.
    func nextDue(after now: Instant) -> Instant? { waiting.lazy.map(\.dueAt).filter { $0 > now }.min() }

    /// Takes a message.
    mutating func add(_ push: Push, at now: Instant) -> [Effect] {
        var effects: [Effect] = []
        waiting.removeAll { older in
            guard older.isReplaced(by: push) else { return false }
            effects.append(.report(id: older.id, .superseded))
            return true
        }
        guard !isStopped, count < room.messages else { return effects + [.report(id: push.id, .dropped)] }
        waiting.append(push)
        return effects + fill(at: now)
    }

    /// An attempt has ended; nil when the message could not be encrypted.
    mutating func attempted(_ id: Int, _ outcome: PushOutcome?, at now: Instant) -> [Effect] {
        guard var push = sending.removeValue(forKey: id) else { return [] }
        push.attempts += 1
        switch verdict(push, outcome, at: now) {
        case .over(let result): return [.report(id: id, result)] + fill(at: now)
        case .again(let wait):
            push.dueAt = now + wait
            waiting.append(push)
            return fill(at: now)
        }
    }

    /// Time has passed.
    mutating func proceed(at now: Instant) -> [Effect] { fill(at: now) }

    /// Nothing more is sent.
    mutating func stop() -> [Effect] {
        isStopped = true
        defer { (waiting, sending) = ([], [:]) }
        return (waiting + sending.values).map { .report(id: $0.id, .dropped) }
    }

    private enum Verdict {
        case over(PushResult)
        case again(after: Duration)
    }

    private func verdict(_ push: Push, _ outcome: PushOutcome?, at now: Instant) -> Verdict {
        switch outcome {
        case nil: return .over(.failed)
        case .taken: return .over(.taken)
        case .gone: return .over(.gone)
        case .refused: return .over(.refused)
        case .forbidden: return .over(.forbidden)
        case .busy(let wait): return again(push, after: wait, orElse: .late, at: now)
        case .unreachable:
            guard push.attempts < Self.attemptsUnreachable else { return .over(.unreachable) }
            return again(push, after: nil, orElse: .unreachable, at: now)
        }
    }

    private func again(
        _ push: Push, after wait: Duration?, orElse result: PushResult, at now: Instant
    ) -> Verdict {
        // A service that wants to be asked again at once gets no attempt after the other all the same.
        let wait = max(wait ?? .zero, Self.waits[min(push.attempts, Self.waits.count) - 1])
        let isReplaced = waiting.contains { push.isReplaced(by: $0) }
        if isReplaced { return .over(.superseded) }
        return !isStopped && now + wait < push.deadline ? .again(after: wait) : .over(result)
    }

    /// Sends what may be sent.
    private mutating func fill(at now: Instant) -> [Effect] {
        var effects: [Effect] = []
        var place = waiting.startIndex
        var busy = Set(sending.values.map(\.subscription.endpoint))
        var hosts = Dictionary(sending.values.map { ($0.subscription.endpoint.host, 1) }, uniquingKeysWith: +)
        var people = Dictionary(sending.values.map { ($0.recipient, 1) }, uniquingKeysWith: +)
        while place < waiting.endIndex, sending.count < room.sending {
            let push = waiting[place]
            let endpoint = push.subscription.endpoint
            if push.deadline <= now {
                waiting.remove(at: place)
                effects.append(.report(id: push.id, .late))
            } else if push.dueAt <= now, !busy.contains(endpoint),
                hosts[endpoint.host, default: 0] < room.sendingToHost,
                people[push.recipient, default: 0] < room.sendingToPerson
            {
                waiting.remove(at: place)
                sending[push.id] = push
                hosts[endpoint.host, default: 0] += 1
                people[push.recipient, default: 0] += 1
                busy.insert(endpoint)
                effects.append(.send(push))
            } else {
                place += 1
            }
        }
        return effects
    }
}

extension PushSchedule.Push {
    /// Is another one, which came later, about the same thing for the same browser?
    fileprivate func isReplaced(by newer: Self) -> Bool {
        newer.id > id && newer.message.topic == message.topic
            && newer.subscription.endpoint == subscription.endpoint
    }
}
