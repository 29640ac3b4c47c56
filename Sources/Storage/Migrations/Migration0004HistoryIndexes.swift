import GRDB

/// Indexes in the very order in which a person's calls are read back: a page of the history is as quick for
/// somebody with a hundred thousand calls as for somebody with ten.
///
/// They are not restricted to ended calls: few are not, and the foreign keys need the others too.
enum Migration0004HistoryIndexes: Migration {
    static let identifier = "0004-history-indexes"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                DROP INDEX call_caller;
                DROP INDEX call_callee;
                CREATE INDEX call_caller ON call (caller_id, started_at DESC, id);
                CREATE INDEX call_callee ON call (callee_id, started_at DESC, id);
                """)
    }
}
