import Accounts
import CallCore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Signaling
import Switchboard
import WebSocketUpgrade

/// Decides about every opening handshake at `/signaling`: the origin, the cookie, the subprotocol and
/// the device id, all before the upgrade is answered.
struct SignalingDoor {
    let accounts: AccountService
    let switchboard: Switchboard
    let origins: OriginPolicy

    @Sendable func decide(_ request: HTTPRequest) async -> UpgradeDecision {
        do {
            guard origins.allows(request) else { return refuse(.foreignOrigin) }
            guard let signedIn = try await SessionCookie.signedIn(request, accounts),
                let user = UserID(signedIn.account.id)
            else { return refuse(.signInRequired) }
            guard offersSubprotocol(request) else {
                return .refuse(
                    status: .badRequest, code: "wrong_subprotocol",
                    message: "Offer the subprotocol \(SignalingProtocol.subprotocol).")
            }
            guard let device = deviceID(request) else {
                return .refuse(
                    status: .badRequest, code: "invalid_device_id", message: "device_id must be a UUID.")
            }
            let session = SignalingSession(
                switchboard: switchboard, party: Party(user: user, device: device),
                session: signedIn.session.id)
            return .accept(subprotocol: SignalingProtocol.subprotocol, session: session)
        } catch {
            return refuse(APIError(error))
        }
    }

    private func refuse(_ error: APIError) -> UpgradeDecision {
        .refuse(status: error.status, code: error.code, message: error.message)
    }

    private func offersSubprotocol(_ request: HTTPRequest) -> Bool {
        request.headerFields[values: .secWebSocketProtocol].contains { field in
            field.split(separator: ",").contains { offer in
                offer.drop { $0 == " " } == SignalingProtocol.subprotocol
            }
        }
    }

    /// The id that the device gives itself, or a new one; nil when what it gives is none.
    private func deviceID(_ request: HTTPRequest) -> DeviceID? {
        let parameters = URI(request.path ?? "").queryParameters
        guard let text = parameters["device_id"] else { return DeviceID(UUID().uuidString) }
        return DeviceID(String(text))
    }
}
