import Foundation
import GRDB

/// The one row of `push_key`.
struct PushKeyRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "push_key"

    enum CodingKeys: String, CodingKey {
        case id, secret
        case createdAt = "created_at"
    }

    var id = 1
    var secret: Data
    var createdAt: Int64
}
