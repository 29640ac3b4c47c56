import Accounts
import CallCore
import Calls
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Signaling
import WebSocketUpgrade

/// Decides about every opening handshake at `/signaling`: the origin, the cookie, the subprotocol and
/// the device id, all before the upgrade is answered.
struct UpgradeAuthorizer {
    let accounts: AccountService
    let desk: SignalingDesk
    let origins: OriginPolicy
    let logger: Logger

    /// Decides about handshakes that came at the same time; their sessions are looked up together.
    @Sendable func decide(_ requests: [HTTPRequest]) async -> [UpgradeDecision] {
        let areOurs = requests.map(origins.allows)
        let areChecks = requests.map { offers(SignalingProtocol.checkSubprotocol, $0) }
        do {
            let tokens = requests.indices.map { index in
                areOurs[index] && !areChecks[index] ? SecretCookie.session.token(in: requests[index]) : nil
            }
            let signedIn = try await accounts.sessions(tokens: tokens)
            return requests.indices.map { index in
                guard areOurs[index] else { return refuse(.foreignOrigin) }
                return areChecks[index]
                    ? .accept(subprotocol: SignalingProtocol.checkSubprotocol, session: CheckSession())
                    : decide(requests[index], signedIn[index])
            }
        } catch {
            let answer = APIError(error)
            if answer == .internalError {
                logger.error(
                    "Upgrades failed", metadata: ["count": "\(requests.count)", "error": "\(error)"])
            }
            return areOurs.map { $0 ? refuse(answer) : refuse(.foreignOrigin) }
        }
    }

    /// Decides about a handshake from one of our pages.
    private func decide(_ request: HTTPRequest, _ signedIn: SignedIn?) -> UpgradeDecision {
        guard let signedIn else { return refuse(.signInRequired) }
        guard offers(SignalingProtocol.subprotocol, request) else {
            return .refuse(
                status: .badRequest, code: "wrong_subprotocol",
                message: "Offer the subprotocol \(SignalingProtocol.subprotocol).")
        }
        let parameters = URI(request.path ?? "").queryParameters
        if let user = parameters["user_id"], user != signedIn.account.id.description {
            return refuse(.otherUser)
        }
        guard let device = deviceID(parameters["device_id"]) else {
            return .refuse(
                status: .badRequest, code: "invalid_device_id", message: "device_id must be a UUID.")
        }
        let account = signedIn.account
        guard desk.mayConnect(account.id) else {
            return .refuse(
                status: .tooManyRequests, code: "too_many_connects",
                message: "This account has connected too often. Wait a moment, then try again.")
        }
        let session = SignalingSession(
            connection: Connection(
                endpoint: Endpoint(user: account.id, device: device), number: desk.nextConnectionNumber()),
            person: Person(account),
            session: signedIn.session.id, desk: desk)
        return .accept(subprotocol: SignalingProtocol.subprotocol, session: session)
    }

    private func refuse(_ error: APIError) -> UpgradeDecision {
        .refuse(status: error.status, code: error.code, message: error.message)
    }

    private func offers(_ subprotocol: String, _ request: HTTPRequest) -> Bool {
        request.headerFields[values: .secWebSocketProtocol].contains { field in
            field.split(separator: ",").contains { offer in
                offer.drop { $0 == " " } == subprotocol
            }
        }
    }

    /// The id that the device gives itself, or a new one; nil when what it gives is none.
    private func deviceID(_ text: Substring?) -> DeviceID? {
        guard let text else { return DeviceID.random() }
        return DeviceID(String(text))
    }
}
