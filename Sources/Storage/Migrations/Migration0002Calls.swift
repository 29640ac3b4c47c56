import GRDB

/// Calls, who is in one, and what was noted about them.
///
/// A row of `call` holds in each state just what `Call.State` holds there; the checks say so. That
/// nobody is ever in two calls is the primary key of `call_participant`: it has a row for each of the
/// two people as long as the call is not over. Moments are milliseconds since 1970.
enum Migration0002Calls: Migration {
    static let identifier = "0002-calls"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE call (
                    id TEXT NOT NULL PRIMARY KEY
                        CHECK (length(id) = 36 AND id NOT GLOB '*[^0-9a-f-]*'),
                    alias TEXT UNIQUE
                        CHECK (length(alias) = 36 AND alias NOT GLOB '*[^0-9a-f-]*' AND alias <> id),
                    caller_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                    caller_device TEXT NOT NULL,
                    callee_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                    started_at INTEGER NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('ringing', 'in-call', 'ended')),
                    expires_at INTEGER CHECK ((expires_at IS NOT NULL) = (state = 'ringing')),
                    answered_at INTEGER
                        CHECK (answered_at IS NULL OR state <> 'ringing')
                        CHECK (answered_at IS NOT NULL OR state <> 'in-call'),
                    callee_device TEXT CHECK ((callee_device IS NOT NULL) = (state = 'in-call')),
                    caller_connected INTEGER
                        CHECK (caller_connected IN (0, 1))
                        CHECK ((caller_connected IS NULL) = (state = 'ended')),
                    callee_connected INTEGER
                        CHECK (callee_connected IN (0, 1))
                        CHECK ((callee_connected IS NOT NULL) = (state = 'in-call')),
                    abandoned_at INTEGER
                        CHECK ((abandoned_at IS NOT NULL)
                            = (state = 'in-call' AND caller_connected = 0 AND callee_connected = 0)),
                    ended_at INTEGER CHECK ((ended_at IS NOT NULL) = (state = 'ended')),
                    end_reason TEXT CHECK ((end_reason IS NOT NULL) = (state = 'ended')),
                    ended_by TEXT CHECK (ended_by IS NULL OR ended_by IN (caller_id, callee_id)),
                    CHECK (caller_id <> callee_id)
                ) STRICT;
                CREATE INDEX call_caller ON call (caller_id, started_at);
                CREATE INDEX call_callee ON call (callee_id, started_at);

                CREATE TABLE call_participant (
                    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
                    call_id TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE
                ) STRICT;
                CREATE INDEX call_participant_call ON call_participant (call_id);

                CREATE TABLE call_timeline (
                    call_id TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
                    line INTEGER NOT NULL CHECK (line > 0),
                    at INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    account_id TEXT,
                    device_id TEXT CHECK ((device_id IS NULL) = (account_id IS NULL)),
                    detail TEXT CHECK (length(detail) <= 256),
                    PRIMARY KEY (call_id, line)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
