import Foundation
import Switchboard
import Synchronization

/// A device's socket that keeps what is sent to it.
package final class RecordingLink: DeviceLink {
    private struct State {
        var messages: [String] = []
        var closing: LinkClosing?
    }

    private let state = Mutex(State())

    /// A socket that nothing was sent to yet.
    package init() {}

    package func send(_ text: String) {
        state.withLock { $0.messages.append(text) }
    }

    package func close(_ closing: LinkClosing) {
        state.withLock { $0.closing = closing }
    }

    /// How the server closed it; nil while it is open.
    package var closing: LinkClosing? { state.withLock { $0.closing } }

    /// Takes out what was sent since the last time.
    package func take() -> [String] {
        state.withLock { state in
            defer { state.messages = [] }
            return state.messages
        }
    }
}
