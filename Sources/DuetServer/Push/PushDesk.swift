import CallCore
import Calls
import Logging
import NIOSSL
import Storage
import WebPush

/// What belongs to Web Push: the key, the subscriptions, and what is on its way.
struct PushDesk: Sendable {
    let key: VAPIDKey
    let store: any PushStore
    let queue: PushQueue
    let reach: PushReach

    /// Takes up the server's key, or makes one at the first start.
    /// - Throws: What the database throws.
    init(
        _ settings: PushSettings, trust: NIOSSLTrustRoots, database: AppDatabase, clock: any WallClock,
        logger: Logger
    ) throws {
        store = try SQLitePushStore(database, logger: logger)
        key = try store.key(orNew: VAPIDKey(), at: clock.now)
        reach = settings.reach
        let client = PushClient(
            key: key, contact: settings.contact, trust: trust, reach: settings.reach,
            patience: settings.patience)
        queue = PushQueue(client: client, now: { clock.now }, logger: logger)
    }
}
