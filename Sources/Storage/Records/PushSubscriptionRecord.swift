import CallCore
import Foundation
import GRDB
import WebPush

/// A row of `push_subscription`.
struct PushSubscriptionRecord: Codable, PersistableRecord, KeyedRecord {
    static let databaseTableName = "push_subscription"
    static let keyColumn = "session_id"

    enum Columns {
        static let sessionID = Column("session_id")
        static let endpoint = Column("endpoint")
        static let publicKey = Column("public_key")
        static let secret = Column("secret")
    }

    enum CodingKeys: String, CodingKey {
        case sessionID = "session_id"
        case endpoint
        case publicKey = "public_key"
        case secret
        case createdAt = "created_at"
    }

    var sessionID: String
    var endpoint: String
    var publicKey: Data
    var secret: Data
    var createdAt: Int64

    init(_ subscription: PushSubscription, session: String, at now: Timestamp) {
        sessionID = session
        endpoint = subscription.endpoint.url
        publicKey = Data(subscription.publicKey)
        secret = Data(subscription.secret)
        createdAt = now.milliseconds
    }

    /// - Throws: `PushSubscriptionFault`.
    func subscription() throws -> PushSubscription {
        guard let endpoint = PushEndpoint(endpoint) else { throw PushSubscriptionFault.endpoint }
        return try PushSubscription(endpoint: endpoint, publicKey: Array(publicKey), secret: Array(secret))
    }

    /// Those of one person whose sessions end after the one moment and before the other.
    static let ofPerson = """
        SELECT push_subscription.* FROM push_subscription
            JOIN session ON session.id = push_subscription.session_id
        WHERE session.account_id = ? AND session.expires_at > ? AND session.expires_at <= ?
        """
    /// Is there any?
    static let existsSQL = "SELECT EXISTS (\(ofPerson))"
}
