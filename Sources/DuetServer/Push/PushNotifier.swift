import CallCore
import Calls
import Logging
import ServiceLifecycle
import Signaling
import Synchronization
import WebPush

/// Reaches people at devices whose page is closed, by the push services of their browsers. Who decides about calls
/// waits for none of it: notices are taken up here one after the other, and what is sent waits in the ``PushQueue``.
final class PushNotifier: CalleeNotifier, Service {
    /// Notices that wait to be taken up; each takes one look into the database.
    private static let room = 1_000
    /// How long it is tried to tell that a call rings no more.
    private static let patience: Duration = .seconds(45)
    /// How long a push service keeps for a browser that is not there that a call was missed, and that one was answered
    /// or declined, which says only that something else is to be taken away.
    private static let lifetimes = (missed: Duration.seconds(24 * 3600), other: Duration.seconds(300))

    private let desk: PushDesk
    private let calls: CallThread
    private let clock: any WallClock
    private let logger: Logger
    private let notices: AsyncStream<CallNotice>
    private let incoming: AsyncStream<CallNotice>.Continuation

    /// - Parameter calls: Who is told what has become of a notice.
    init(desk: PushDesk, calls: CallThread, clock: any WallClock, logger: Logger) {
        self.desk = desk
        self.calls = calls
        self.clock = clock
        self.logger = logger
        (notices, incoming) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.room))
    }

    func reaches(_ user: UserID) throws -> Bool {
        try desk.store.hasSubscription(user, at: clock.now)
    }

    func notify(_ notice: CallNotice) {
        switch incoming.yield(notice) {
        case .enqueued: break
        case .dropped, .terminated: tell(notice, isTaken: false)
        @unknown default: break
        }
    }

    /// Takes up notices until the server goes down.
    func run() async {
        await cancelWhenGracefulShutdown {
            for await notice in self.notices { await self.push(notice) }
        }
        incoming.finish()
        desk.queue.stop()
    }

    private func push(_ notice: CallNotice) async {
        let targets: [PushSubscription]
        do {
            let all = try await desk.store.subscriptions(of: notice.callee, at: clock.now)
            targets = all.filter { !notice.reached.contains($0.key) }.map(\.value)
        } catch {
            logger.error(
                "Reading whom to notify failed", metadata: ["call_id": "\(notice.call)", "error": "\(error)"])
            return tell(notice, isTaken: false)
        }
        guard !targets.isEmpty else { return tell(notice, isTaken: false) }
        let content = PushPayload(notice).encoded()
        let tally = PushTally(count: targets.count) { [self] in tell(notice, isTaken: $0) }
        for subscription in targets {
            let message = PushMessage(
                content: content, topic: PushTopic(notice.call.description, for: subscription))
            let (patience, lifetime) = time(for: notice.kind)
            desk.queue.add(
                message, to: subscription, of: notice.callee, patience: patience, lifetime: lifetime
            ) { [self] in
                tally.add($0)
                if $0 == .gone { remove(subscription) }
            }
        }
    }

    private func time(for kind: CallNotice.Kind) -> (patience: Duration, lifetime: PushQueue.Lifetime) {
        switch kind {
        case .rings(let until): (max(.zero, clock.now.duration(to: until)), .untilDeadline)
        case .over(_, isMissed: true): (Self.patience, .fixed(Self.lifetimes.missed))
        case .answered, .over(_, isMissed: false): (Self.patience, .fixed(Self.lifetimes.other))
        }
    }

    /// Only of a call that rings does somebody wait to hear.
    private func tell(_ notice: CallNotice, isTaken: Bool) {
        guard case .rings = notice.kind else { return }
        calls.submit(.notified(notice.call, isTaken: isTaken))
    }

    private func remove(_ subscription: PushSubscription) {
        Task {
            do {
                try await desk.store.remove(subscription)
            } catch {
                logger.warning("Removing a push subscription failed", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension PushPayload {
    /// What a notice says to whoever is notified.
    fileprivate init(_ notice: CallNotice) {
        self =
            switch notice.kind {
            case .rings(let until):
                .incoming(notice.call, from: notice.caller, to: notice.callee, expiresAt: until)
            case .answered:
                .end(
                    notice.call, from: notice.caller, to: notice.callee, .answeredElsewhere, isMissed: false)
            case .over(let reason, let isMissed):
                .end(notice.call, from: notice.caller, to: notice.callee, reason, isMissed: isMissed)
            }
    }
}
