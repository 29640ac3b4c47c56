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
    private let clock: any WallClock
    /// A member must not be able to hand out the relay to everybody.
    private let taken = Mutex(RateLimiter<UserID>(Limits.relayCredentials))

    init(iceServers: IceServerList, clock: any WallClock) {
        (self.iceServers, self.clock) = (iceServers, clock)
    }

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("ice-servers", context: SignedInContext.self).get { [self] _, context in
            try servers(for: context.signedIn.account.id, at: clock.now)
        }
    }

    private struct Servers: ResponseEncodable {
        let iceServers: [IceServer]
        let ttl: Int

        enum CodingKeys: String, CodingKey {
            case iceServers = "ice_servers"
            case ttl
        }
    }

    private func servers(for user: UserID, at now: Timestamp) throws(APIError) -> Servers {
        let wait = taken.withLock { $0.take(user, at: now) ? .zero : $0.wait(for: user, at: now) }
        guard wait == .zero else { throw .tooManyAttempts(wait: wait) }
        return Servers(iceServers: iceServers.servers(for: user, at: now), ttl: iceServers.lifetime)
    }
}
