import CallCore
import Signaling
import Switchboard
import Synchronization
import WebSocketUpgrade

/// One device's socket: hands what arrives to the Switchboard, and the Switchboard its outbox.
final class SignalingSession: WebSocketSession {
    private let switchboard: Switchboard
    private let party: Party
    private let session: String
    private let connection = Mutex<Connection?>(nil)

    init(switchboard: Switchboard, party: Party, session: String) {
        self.switchboard = switchboard
        self.party = party
        self.session = session
    }

    func opened(_ outbox: WebSocketOutbox) async {
        do {
            let opened = try await switchboard.connect(
                party, session: session, link: OutboxLink(outbox: outbox))
            connection.withLock { $0 = opened }
        } catch {
            // RFC 6455 section 7.4.1: 1011, the server meets a condition that it did not expect.
            outbox.close(code: 1011, reason: "the server could not open the session")
        }
    }

    func received(_ text: String) async {
        guard let connection = connection.withLock({ $0 }) else { return }
        await switchboard.receive(text, on: connection)
    }

    func violated(_ violation: WebSocketViolation) async {
        guard let connection = connection.withLock({ $0 }) else { return }
        let code: SignalErrorCode =
            switch violation {
            case .binaryFrame: .notText
            case .frameTooLarge, .messageTooLarge: .frameTooLarge
            case .invalidUTF8: .notUTF8
            case .protocolError: .protocolError
            }
        await switchboard.receiveFaulty(code, on: connection)
    }

    func closed(_ reason: WebSocketCloseReason) async {
        guard let connection = connection.withLock({ $0 }) else { return }
        await switchboard.disconnect(connection)
    }
}

/// A socket's outbox, as the Switchboard sees it.
private struct OutboxLink: DeviceLink {
    let outbox: WebSocketOutbox

    func send(_ text: String) {
        outbox.send(text)
    }

    func close(_ closing: LinkClosing) {
        outbox.close(code: closing.code, reason: closing.reason)
    }
}
