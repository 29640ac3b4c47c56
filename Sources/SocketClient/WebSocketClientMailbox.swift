import Synchronization

/// What arrives from elsewhere, for a test to take in order.
package final class WebSocketClientMailbox<Element: Sendable>: Sendable {
    /// Nothing arrived in time.
    package struct TimedOut: Error {}

    private struct State {
        var waiting: [Element] = []
        var failure: (any Error)?
        var taker: CheckedContinuation<Element, any Error>?
    }

    private let state = Mutex(State())

    package init() {}

    /// How much has arrived that nobody has taken.
    package var count: Int { self.state.withLock { $0.waiting.count } }

    package func put(_ element: Element) {
        let taker = self.state.withLock { state in
            let taker = state.taker.take()
            if taker == nil { state.waiting.append(element) }
            return taker
        }
        taker?.resume(returning: element)
    }

    /// Nothing more will come. Whoever has taken everything gets this error.
    package func finish(throwing failure: any Error) {
        let taker = self.state.withLock { state in
            if state.failure == nil { state.failure = failure }
            return state.taker.take()
        }
        taker?.resume(throwing: failure)
    }

    /// The next element. One task at a time may ask.
    /// - Throws: `TimedOut`, or what the mailbox was finished with.
    package func next(timeout: Duration = .seconds(20)) async throws -> Element {
        let deadline = Task {
            try await Task.sleep(for: timeout)
            self.state.withLock { $0.taker.take() }?.resume(throwing: TimedOut())
        }
        defer { deadline.cancel() }
        return try await withCheckedThrowingContinuation { continuation in
            let result: Result<Element, any Error>? = self.state.withLock { state in
                if !state.waiting.isEmpty { return .success(state.waiting.removeFirst()) }
                if let failure = state.failure { return .failure(failure) }
                state.taker = continuation
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }
}
