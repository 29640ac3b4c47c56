import GRDB

/// What browsers call themselves that are signed in; of those that were before this version it is not known.
enum Migration0013UserAgents: Migration {
    static let identifier = "0013-user-agents"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE session ADD COLUMN user_agent TEXT
                    CHECK (length(user_agent) BETWEEN 1 AND 256)
                """)
    }
}
