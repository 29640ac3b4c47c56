import Calls
import NIOCore
import Synchronization

/// A device's socket that keeps what is sent to it.
package final class RecordingLink: DeviceLink {
    private struct State {
        var messages: [String] = []
        var closing: LinkClosing?
        var handled = 0
        var isClosedAfterViolation = false
    }

    private let state = Mutex(State())

    /// A socket that nothing was sent to yet.
    package init() {}

    package func send(_ message: ByteBuffer) {
        // Behind its end nothing is written into a socket.
        state.withLock { state in
            if state.closing == nil { state.messages.append(String(buffer: message)) }
        }
    }

    package func handled() { state.withLock { $0.handled += 1 } }

    package func close(_ closing: LinkClosing) {
        state.withLock { $0.closing = closing }
    }

    package func closeAfterViolation() {
        state.withLock { $0.isClosedAfterViolation = true }
    }

    /// How many of its messages were dealt with.
    package var handledCount: Int { state.withLock { $0.handled } }

    /// How the server closed it; nil while it is open.
    package var closing: LinkClosing? { state.withLock { $0.closing } }

    /// Was it closed for a frame that broke a rule?
    package var isClosedAfterViolation: Bool { state.withLock { $0.isClosedAfterViolation } }

    /// Takes out what was sent since the last time.
    package func take() -> [String] {
        state.withLock { state in
            defer { state.messages = [] }
            return state.messages
        }
    }
}
