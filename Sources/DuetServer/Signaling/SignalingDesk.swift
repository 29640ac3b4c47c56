import CallCore
import Calls
import NIOCore
import RateLimits
import Synchronization
import WebSocketUpgrade

/// What the sockets of the process share on their way to the deciding thread.
final class SignalingDesk: Sendable {
    let clock: any WallClock
    /// A page that has said nothing for so long does not run.
    let pagePatience: Duration
    let intakes: PerEventLoop<SignalIntake>
    private let connects = Mutex(RateLimiter<UserID>(Limits.connects))
    private let connections = Atomic(0)
    private let pings = Atomic(0)
    private let droppedCandidates = Atomic(0)

    init(calls: CallThread, pagePatience: Duration, clock: any WallClock) {
        intakes = PerEventLoop { SignalIntake(eventLoop: $0, calls: calls) }
        self.pagePatience = pagePatience
        self.clock = clock
    }

    /// A number that no other socket of the process has.
    func nextConnectionNumber() -> Int { connections.wrappingAdd(1, ordering: .relaxed).newValue }

    /// Counts a socket that somebody opens.
    /// - Returns: May there be one?
    func mayConnect(_ user: UserID) -> Bool { connects.withLock { $0.take(user, at: clock.now) } }

    func countPing() { pings.wrappingAdd(1, ordering: .relaxed) }

    func countDroppedCandidate() { droppedCandidates.wrappingAdd(1, ordering: .relaxed) }

    /// Candidates that were dropped since the start, before they came to the deciding thread.
    var droppedCandidateCount: Int { droppedCandidates.load(ordering: .relaxed) }

    /// Pings that were answered since the start.
    var pingCount: Int { pings.load(ordering: .relaxed) }
}

/// Collects what the sockets of one event loop have read in one round of it, and hands it to the deciding thread
/// together.
final class SignalIntake: Sendable {
    private let waiting = Mutex<[ServiceInput]>([])
    private let eventLoop: any EventLoop
    private let calls: CallThread

    init(eventLoop: any EventLoop, calls: CallThread) {
        self.eventLoop = eventLoop
        self.calls = calls
    }

    /// To be called on the event loop.
    func add(_ input: ServiceInput) {
        let isFirst = waiting.withLock { waiting in
            waiting.append(input)
            return waiting.count == 1
        }
        // What is executed comes after everything that is ready to be read now.
        if isFirst { eventLoop.execute { self.handOver() } }
    }

    private func handOver() {
        waiting.withLock { waiting in
            calls.submit(contentsOf: waiting)
            waiting.removeAll(keepingCapacity: true)
        }
    }
}
