import GRDB
import Storage
import TestSupport
import Testing

/// The schema keeps the rules on its own, whoever writes.
@Suite struct AccountSchemaTests {
    private static let digest = String(repeating: "0", count: 64)

    private static let account = "INSERT INTO account (id, username, name, password_hash, created_at) VALUES "
    private static let session =
        "INSERT INTO session (id, account_id, created_at, last_seen_at, expires_at) VALUES "
    private static let invitation =
        "INSERT INTO invitation (id, kind, created_by, created_at, expires_at, used_at, used_by) VALUES "
    private static let block = "INSERT INTO block (blocker_id, blocked_id, created_at) VALUES "

    private func database() throws -> TemporaryDatabase {
        let temporary = try TemporaryDatabase()
        try temporary.database.pool.write { db in
            try db.execute(sql: Self.account + "('a1', 'alice', 'Alice', '$scrypt$x', 1)")
        }
        return temporary
    }

    @Test(arguments: [
        account + "('server', 'bo', 'Bo', '$scrypt$x', 1)",
        account + "('', 'bo', 'Bo', '$scrypt$x', 1)",
        account + "('a b', 'bo', 'Bo', '$scrypt$x', 1)",
        account + "('b2', 'b o', 'Bo', '$scrypt$x', 1)",
        account + "('b2', '', 'Bo', '$scrypt$x', 1)",
        account + "('b2', '\(String(repeating: "b", count: 33))', 'Bo', '$scrypt$x', 1)",
        account + "('b2', 'bö', 'Bo', '$scrypt$x', 1)",
        account + "('b2', 'bo', '', '$scrypt$x', 1)",
        account + "('b2', 'bo', '\(String(repeating: "ß", count: 129))', '$scrypt$x', 1)",
        account + "('b2', 'bo', 'Bo', 'plain text', 1)",
        "UPDATE account SET is_disabled = 2",
        "UPDATE account SET role = 'king'",
        "UPDATE account SET removed_at = 1",
        session + "('short', 'a1', 1, 1, 2)",
        session + "('\(digest)', 'a1', 1, 2, 2)",
        invitation + "('\(digest)', 'gift', NULL, 1, 2, NULL, NULL)",
        invitation + "('\(digest)', 'setup', 'a1', 1, 2, NULL, NULL)",
        invitation + "('\(digest)', 'invitation', NULL, 2, 2, NULL, NULL)",
        invitation + "('\(digest)', 'invitation', NULL, 1, 2, NULL, 'a1')",
        block + "('a1', 'a1', 1)",
    ])
    func `a check refuses`(statement: String) throws {
        try expect(.SQLITE_CONSTRAINT_CHECK, for: statement)
    }

    @Test(arguments: [account + "('b2', 'ALICE', 'Bo', '$scrypt$x', 1)"])
    func `a user name is unique whatever its letter case`(statement: String) throws {
        try expect(.SQLITE_CONSTRAINT_UNIQUE, for: statement)
    }

    @Test(arguments: [
        session + "('\(digest)', 'nobody', 1, 1, 2)",
        invitation + "('\(digest)', 'invitation', 'nobody', 1, 2, NULL, NULL)",
        block + "('nobody', 'a1', 1)",
        block + "('a1', 'nobody', 1)",
    ])
    func `nothing belongs to nobody`(statement: String) throws {
        try expect(.SQLITE_CONSTRAINT_FOREIGNKEY, for: statement)
    }

    @Test(arguments: [
        account + "('b2', 'bo', 'Bo', '$scrypt$x', 'yesterday')",
        account + "('b2', 'bo', 'Bo', '$scrypt$x', 1.5)",
    ])
    func `a column holds its type and no other`(statement: String) throws {
        try expect(.SQLITE_CONSTRAINT_DATATYPE, for: statement)
    }

    @Test(arguments: [
        account + "('B_-2', 'b.o_-1', 'Bö', '$scrypt$x', 1)",
        session + "('\(digest)', 'a1', 1, 1, 2)",
        invitation + "('\(digest)', 'invitation', 'a1', 1, 2, 1, 'a1')",
        invitation + "('\(digest)', 'setup', NULL, 1, 2, NULL, NULL)",
    ])
    func `what is right goes in`(statement: String) throws {
        let temporary = try database()
        #expect(throws: Never.self) {
            try temporary.database.pool.write { db in try db.execute(sql: statement) }
        }
    }

    @Test(arguments: ["a1", "b2"])
    func `a block goes with each of its two people`(leaver: String) throws {
        let temporary = try database()
        let left = try temporary.database.pool.write { db in
            try db.execute(sql: Self.account + "('b2', 'bo', 'Bo', '$scrypt$x', 1)")
            try db.execute(sql: Self.block + "('a1', 'b2', 1)")
            try db.execute(sql: "DELETE FROM account WHERE id = ?", arguments: [leaver])
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM block")
        }
        #expect(left == 0)
    }

    private func expect(
        _ code: ResultCode, for statement: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let temporary = try database()
        let error = try #require(throws: DatabaseError.self, sourceLocation: sourceLocation) {
            try temporary.database.pool.write { db in try db.execute(sql: statement) }
        }
        #expect(error.extendedResultCode == code, "\(error)", sourceLocation: sourceLocation)
    }
}
