import HTTPTypes
import NIOCore

/// Collects the handshakes that the connections of one event loop have read in one round of it, and has all of them
/// decided together: when many people come at once, a server looks them up at once.
final class UpgradeIntake: Sendable {
    private struct Waiting {
        let request: HTTPRequest
        let decided: (UpgradeDecision) -> Void
    }

    private let waiting: NIOLoopBoundBox<[Waiting]>
    private let eventLoop: any EventLoop
    private let decide: UpgradeDecider

    init(eventLoop: any EventLoop, decide: @escaping UpgradeDecider) {
        self.waiting = .makeBoxSendingValue([], eventLoop: eventLoop)
        self.eventLoop = eventLoop
        self.decide = decide
    }

    /// To be called on the event loop, as is `decided`.
    func add(_ request: HTTPRequest, decided: @escaping (UpgradeDecision) -> Void) {
        self.waiting.value.append(Waiting(request: request, decided: decided))
        // What is executed comes after everything that is ready to be read now.
        if self.waiting.value.count == 1 { self.eventLoop.execute { self.handOver() } }
    }

    private func handOver() {
        let asked = self.waiting.value
        self.waiting.value = []
        let requests = asked.map(\.request)
        self.eventLoop.makeFutureWithTask { [decide] in await decide(requests) }
            .assumeIsolated()
            .whenSuccess { decisions in
                precondition(decisions.count == asked.count, "a decision for each request")
                for (one, decision) in zip(asked, decisions) { one.decided(decision) }
            }
    }
}
