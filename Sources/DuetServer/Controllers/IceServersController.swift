import Accounts
import CallCore
import Calls
import Hummingbird
import IceServers
import RateLimits
import Synchronization

/// The STUN and TURN servers for one call. Credentials end, so the answer is never kept.
final class IceServersController: Sendable {
    private let iceServers: IceServerList
    private let relay: RelayUse
    private let accounts: AccountService
    private let clock: any WallClock
    /// A member must not be able to hand out the relay to everybody.
    private let taken = Mutex(RateLimiter<UserID>(Limits.relayCredentials))

    init(iceServers: IceServerList, relay: RelayUse, accounts: AccountService, clock: any WallClock) {
        (self.iceServers, self.relay, self.accounts, self.clock) = (iceServers, relay, accounts, clock)
    }

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("ice-servers", context: SignedInContext.self).get { [self] _, context in
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
        if iceServers.hasRelay {
            let wait = taken.withLock { $0.take(person, at: now) ? .zero : $0.wait(for: person, at: now) }
            guard wait == .zero else { throw APIError.tooManyAttempts(wait: wait) }
        }
        let isOwnChoice = try await accounts.settings(of: person).alwaysRelay
        return Servers(
            iceServers: iceServers.servers(for: person, at: now), ttl: iceServers.lifetime,
            relayOnly: relay == .always || isOwnChoice)
    }
}
