import Calls
import NIOCore
import Synchronization

/// What the sockets of the process share on their way to the deciding thread.
final class SignalingDesk: Sendable {
    let clock: any WallClock
    private let calls: CallThread
    private let intakes = Mutex<[ObjectIdentifier: SignalIntake]>([:])
    private let connections = Atomic(0)
    private let pings = Atomic(0)

    init(calls: CallThread, clock: any WallClock) {
        self.calls = calls
        self.clock = clock
    }

    /// A number that no other socket of the process has.
    func nextConnectionNumber() -> Int { connections.wrappingAdd(1, ordering: .relaxed).newValue }

    func countPing() { pings.wrappingAdd(1, ordering: .relaxed) }

    /// Pings that were answered since the start.
    var pingCount: Int { pings.load(ordering: .relaxed) }

    /// The intake of an event loop, made when its first socket comes.
    func intake(for eventLoop: any EventLoop) -> SignalIntake {
        intakes.withLock { intakes in
            let key = ObjectIdentifier(eventLoop)
            if let intake = intakes[key] { return intake }
            let intake = SignalIntake(eventLoop: eventLoop, calls: calls)
            intakes[key] = intake
            return intake
        }
    }
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
