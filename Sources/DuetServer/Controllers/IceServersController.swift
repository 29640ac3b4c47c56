import Accounts
import CallCore
import Calls
import Hummingbird
import IceServers

/// The STUN and TURN servers for one call. Credentials end, so the answer is never kept.
struct IceServersController {
    let iceServers: IceServerList
    let relay: RelayUse
    /// nil where there is no relay, and so no credentials.
    let throttle: PersonThrottle?
    let accounts: AccountService
    let clock: any WallClock

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("ice-servers", context: SignedInContext.self).get { _, context in
            try await servers(for: context.signedIn.account.id, at: clock.now)
        }
    }

    private struct Servers: ResponseEncodable {
        let iceServers: [IceServer]
        let ttl: Int
        /// May the browser use nothing but relays?
        let relayOnly: Bool

        enum CodingKeys: String, CodingKey {
            case iceServers = "ice_servers"
            case ttl
            case relayOnly = "relay_only"
        }
    }

    private func servers(for person: UserID, at now: Timestamp) async throws -> Servers {
        try throttle?.take(person, at: now)
        let choice = try await accounts.settings(of: person)
        return Servers(
            iceServers: iceServers.servers(for: person, at: now), ttl: iceServers.lifetime,
            relayOnly: relay.isRelayOnly(for: choice))
    }
}
