import CallCore
import Calls
import Foundation
import GRDB
import Logging
import WebPush

/// The server's push key and people's subscriptions in SQLite. The deciding thread looks on a connection of its own.
package struct SQLitePushStore: PushStore {
    private let pool: DatabasePool
    private let queue: DatabaseQueue
    private let sound: SoundRows

    /// Those of a database.
    /// - Throws: `DatabaseError`.
    package init(_ database: AppDatabase, logger: Logger = Logger(label: "duet")) throws {
        pool = database.pool
        sound = SoundRows(logger: logger)
        queue = try database.openQueue(label: "Duet.push", busyMode: JournalPatience.ofReaders) {
            $0.readonly = true
        }
    }

    package func key(orNew new: VAPIDKey, at now: Timestamp) throws -> VAPIDKey {
        try pool.write { db in
            if let kept = try PushKeyRecord.fetchOne(db).flatMap({ VAPIDKey(secret: Array($0.secret)) }) {
                return kept
            }
            // One that is damaged is of no more use than none.
            try PushKeyRecord(secret: Data(new.secret), createdAt: now.milliseconds).save(db)
            return new
        }
    }

    package func save(
        _ subscription: PushSubscription, of session: String, at now: Timestamp
    ) async throws -> Bool {
        try await pool.write { db in
            guard try SessionRecord.exists(db, key: session) else { return false }
            let record = PushSubscriptionRecord(subscription, session: session, at: now)
            try PushSubscriptionRecord.filter(PushSubscriptionRecord.Columns.endpoint == record.endpoint)
                .deleteAll(db)
            try record.save(db)
            return true
        }
    }

    package func removeSubscription(of session: String) async throws {
        _ = try await pool.write { db in
            try PushSubscriptionRecord.filter(PushSubscriptionRecord.Columns.sessionID == session)
                .deleteAll(db)
        }
    }

    package func remove(_ subscription: PushSubscription) async throws {
        _ = try await pool.write { db in
            try PushSubscriptionRecord
                .filter(PushSubscriptionRecord.Columns.endpoint == subscription.endpoint.url)
                .filter(PushSubscriptionRecord.Columns.publicKey == Data(subscription.publicKey))
                .filter(PushSubscriptionRecord.Columns.secret == Data(subscription.secret))
                .deleteAll(db)
        }
    }

    package func subscriptions(
        of person: UserID, at now: Timestamp
    ) async throws -> [String: PushSubscription] {
        try await pool.read { [sound] db in
            let rows = try Row.fetchAll(
                db, sql: PushSubscriptionRecord.ofPerson, arguments: Self.arguments(person, now))
            let found = sound.values(rows, of: PushSubscriptionRecord.self) {
                ($0.sessionID, try $0.subscription())
            }
            return Dictionary(found, uniquingKeysWith: { first, _ in first })
        }
    }

    package func hasSubscription(_ person: UserID, at now: Timestamp) throws -> Bool {
        try queue.unsafeRead { db in
            let statement = try db.cachedStatement(sql: PushSubscriptionRecord.existsSQL)
            return try Bool.fetchOne(statement, arguments: Self.arguments(person, now)) ?? false
        }
    }

    private static func arguments(_ person: UserID, _ now: Timestamp) -> StatementArguments {
        [person.description, now.milliseconds, Timestamp.latestStorable.milliseconds]
    }
}
