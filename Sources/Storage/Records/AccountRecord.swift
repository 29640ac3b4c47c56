import Accounts
import CallCore
import GRDB
import Signaling

/// A row of `account`. One that was removed is nobody's account: only a look back at calls reads it.
struct AccountRecord: Codable, KeyedRecord, PersistableRecord {
    static let databaseTableName = "account"
    static let keyColumn = "id"

    enum Columns {
        static let id = Column("id")
        static let username = Column("username")
        static let name = Column("name")
        static let passwordHash = Column("password_hash")
        static let isDisabled = Column("is_disabled")
        static let role = Column("role")
        static let removedAt = Column("removed_at")
    }

    // One by one: a table that lacks a column has not as many damaged rows, but is none that can be read.
    static var databaseSelection: [any SQLSelectable] { CodingKeys.allCases.map { Column($0.rawValue) } }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, username, name
        case passwordHash = "password_hash"
        case isDisabled = "is_disabled"
        case role
        case createdAt = "created_at"
        case removedAt = "removed_at"
    }

    var id: String
    var username: String
    var name: String
    var passwordHash: String
    var isDisabled: Bool
    var role: Account.Role
    var createdAt: Int64
    var removedAt: Int64?

    init(_ account: Account, passwordHash: String) {
        id = account.id.description
        username = account.username
        name = account.name
        self.passwordHash = passwordHash
        isDisabled = account.isDisabled
        role = account.role
        createdAt = account.createdAt.milliseconds
    }

    /// - Throws: ``DamagedRecord`` when the id can be nobody's, or the moment none.
    func account() throws(DamagedRecord) -> Account {
        guard let id = UserID(id), let createdAt = Timestamp(stored: createdAt) else {
            throw DamagedRecord(table: Self.databaseTableName, key: self.id)
        }
        return Account(
            id: id, username: username, name: name, isDisabled: isDisabled, role: role, createdAt: createdAt)
    }

    /// Itself, as what makes sense.
    /// - Throws: As ``account()``.
    func checked() throws(DamagedRecord) -> Self {
        _ = try account()
        return self
    }

    /// As others see them.
    /// - Throws: ``DamagedRecord`` when the id can be nobody's.
    func person() throws(DamagedRecord) -> Person {
        guard let id = UserID(id) else { throw DamagedRecord(table: Self.databaseTableName, key: self.id) }
        return Person(id: id, username: username, name: name)
    }

    /// As whoever looks back at a call sees them.
    /// - Throws: As ``person()``.
    func peer() throws(DamagedRecord) -> HistoryEntry.Peer {
        let person = try person()
        return removedAt == nil ? .person(person) : .removed(person.id)
    }

    /// Those that are somebody's.
    static var present: QueryInterfaceRequest<Self> { filter(Columns.removedAt == nil) }

    /// A row as it is, sound or not.
    static func row(id: String, _ db: Database) throws -> Row? {
        try Row.fetchOne(db, present.filter(key: id))
    }

    /// The column's collation takes no notice of letter case.
    static func filter(username: String) -> QueryInterfaceRequest<Self> {
        present.filter(Columns.username == username)
    }

    /// Those who manage accounts and can sign in.
    static var administrators: QueryInterfaceRequest<Self> {
        present.filter(Columns.role == Account.Role.administrator).filter(Columns.isDisabled == false)
    }
}

/// Stored as its raw value.
extension Account.Role: DatabaseValueConvertible {}
