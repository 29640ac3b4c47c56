import Accounts
import Calls
import Hummingbird
import IceServers

/// The STUN and TURN servers for one call. Credentials end, so the answer is never kept.
struct IceServersController {
    let iceServers: IceServerList
    let clock: any WallClock

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("ice-servers", context: SignedInContext.self).get(use: servers)
    }

    private struct Servers: ResponseEncodable {
        let iceServers: [IceServer]
        let ttl: Int

        enum CodingKeys: String, CodingKey {
            case iceServers = "ice_servers"
            case ttl
        }
    }

    @Sendable private func servers(_ request: Request, context: SignedInContext) async throws -> Servers {
        Servers(
            iceServers: iceServers.servers(for: context.signedIn.account.id, at: clock.now),
            ttl: iceServers.lifetime)
    }
}
