import GRDB

/// A call's row holds what outlives the process and nothing else: who is connected is found anew after a start.
/// That nobody is in two calls is decided, and proved, by one value, so the table that only repeated it goes.
/// Lines of a timeline are in the order in which they were written, without a number of their own. They go with
/// their call by a trigger: a foreign key would look the call up for every line.
enum Migration0003Journal: Migration {
    static let identifier = "0003-journal"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                DROP TABLE call_participant;

                CREATE TABLE new_call (
                    id TEXT NOT NULL PRIMARY KEY
                        CHECK (length(id) = 36 AND id NOT GLOB '*[^0-9a-f-]*'),
                    alias TEXT
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
                    ended_at INTEGER CHECK ((ended_at IS NOT NULL) = (state = 'ended')),
                    end_reason TEXT CHECK ((end_reason IS NOT NULL) = (state = 'ended')),
                    ended_by TEXT CHECK (ended_by IS NULL OR ended_by IN (caller_id, callee_id)),
                    CHECK (caller_id <> callee_id)
                ) STRICT;
                INSERT INTO new_call
                    SELECT id, alias, caller_id, caller_device, callee_id, started_at, state, expires_at,
                        answered_at, callee_device, ended_at, end_reason, ended_by
                    FROM call;
                DROP TABLE call;
                ALTER TABLE new_call RENAME TO call;
                CREATE UNIQUE INDEX call_alias ON call (alias) WHERE alias IS NOT NULL;
                CREATE INDEX call_caller ON call (caller_id, started_at);
                CREATE INDEX call_callee ON call (callee_id, started_at);
                CREATE INDEX call_unended ON call (state) WHERE state <> 'ended';

                CREATE TABLE new_call_timeline (
                    line INTEGER PRIMARY KEY,
                    call_id TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    account_id TEXT,
                    device_id TEXT CHECK ((device_id IS NULL) = (account_id IS NULL)),
                    detail TEXT CHECK (length(detail) <= 256)
                ) STRICT;
                INSERT INTO new_call_timeline (call_id, at, kind, account_id, device_id, detail)
                    SELECT call_id, at, kind, account_id, device_id, detail
                    FROM call_timeline ORDER BY call_id, line;
                DROP TABLE call_timeline;
                ALTER TABLE new_call_timeline RENAME TO call_timeline;
                CREATE INDEX call_timeline_call ON call_timeline (call_id);
                CREATE TRIGGER call_timeline_goes AFTER DELETE ON call
                    BEGIN DELETE FROM call_timeline WHERE call_id = old.id; END;
                """)
    }
}
