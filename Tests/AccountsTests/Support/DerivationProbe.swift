import Accounts
import Crypto
import Dispatch
import Synchronization

/// Watches the real derivation, and can hold it up.
final class DerivationProbe: Sendable {
    private struct State {
        var parameters: [ScryptParameters] = []
        var running = 0
        var peak = 0
    }

    private struct NeverOpened: Error {}

    private let state = Mutex(State())
    private let gate: DispatchSemaphore?

    /// - Parameter isClosed: whether every derivation waits until the test opens the gate.
    init(isClosed: Bool = false) {
        gate = isClosed ? DispatchSemaphore(value: 0) : nil
    }

    /// The cost of each derivation so far.
    var parameters: [ScryptParameters] { state.withLock { $0.parameters } }

    /// The most derivations that ever ran at once.
    var peak: Int { state.withLock { $0.peak } }

    var derive: PasswordHasher.Derive {
        { [self] password, salt, parameters in
            state.withLock {
                $0.parameters.append(parameters)
                $0.running += 1
                $0.peak = max($0.peak, $0.running)
            }
            defer { state.withLock { $0.running -= 1 } }
            if let gate, gate.wait(timeout: .now() + .seconds(30)) == .timedOut { throw NeverOpened() }
            return try ScryptParameters.derive(password, salt: salt, parameters: parameters)
        }
    }

    func forget() {
        state.withLock { $0 = State() }
    }

    func open(for derivations: Int) {
        for _ in 0..<derivations { gate?.signal() }
    }
}
