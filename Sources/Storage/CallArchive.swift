import CallCore
import GRDB
import Logging
import Signaling

/// The calls of a database that a server may be using, for the operator: a connection that can only read. Who writes is never kept
/// waiting by it.
package final class CallArchive: Sendable {
    /// A call with its two people.
    package struct Entry: Hashable, Sendable {
        package let call: Call
        package let caller: Person
        package let callee: Person
    }

    /// What the beginning of an id may name.
    package enum Match: Hashable, Sendable {
        case none
        case one(Entry)
        /// The ids of the newest of them.
        case several([CallID])
    }

    /// So many ids are told of an ambiguous beginning.
    private static let fewMatches = 10
    let queue: DatabaseQueue
    let sound: SoundRows
    private let path: String
    private let identity: DatabaseFile.Identity?

    /// Opens a database that a server has made.
    /// - Parameters:
    ///   - path: Absolute, or relative to the working directory.
    ///   - busyTimeout: Seconds. Somebody who opens the database for the first time holds it for a moment.
    /// - Throws: ``DatabaseOpenError``, also when a server has still to bring it up to date.
    package init(path: String, logger: Logger, busyTimeout: Double = 5) throws(DatabaseOpenError) {
        let file = DatabaseFile(path: path)
        self.path = file.path
        identity = file.identity
        sound = SoundRows(logger: logger)
        do {
            // Looking at a file that nobody uses is safe only as long as nobody begins to.
            queue = try OpeningLock.hold(for: file, timeout: busyTimeout) {
                try file.inspect(migrator: AppDatabase.migrator, busyTimeout: busyTimeout)
                var configuration = AppDatabase.configuration(busyTimeout: busyTimeout)
                configuration.readonly = true
                let queue = try DatabaseQueue(path: file.path, configuration: configuration)
                guard try queue.read(AppDatabase.migrator.hasCompletedMigrations) else {
                    throw DatabaseOpenError.older(file.path)
                }
                return queue
            }
        } catch let error as DatabaseOpenError {
            throw error
        } catch {
            throw DatabaseOpenError(reading: error, path: file.path)
        }
    }

    /// Gives the file back.
    package func close() throws { try queue.close() }

    /// Is there a person of this name? Letter case tells no two apart.
    package func person(username: String) throws -> Person? {
        let row = try queue.read { try Row.fetchOne($0, AccountRecord.filter(username: username)) }
        return sound.value(row, of: AccountRecord.self) { try $0.person() }
    }

    /// Calls, the newest first.
    /// - Parameters:
    ///   - user: Only calls of this person; nil for everybody's.
    ///   - since: Only calls that began then or later.
    package func calls(of user: UserID? = nil, since: Timestamp? = nil, limit: Int) throws -> [Entry] {
        var calls = CallRecord.all()
        if let since { calls = calls.filter(CallRecord.Columns.startedAt >= since.milliseconds) }
        guard let id = user?.description else { return try newest([calls], limit: limit) }
        // Each side has an index of its own. One query for both would read all calls there are.
        let sides = [CallRecord.Columns.callerId, CallRecord.Columns.calleeId]
        return try newest(sides.map { calls.filter($0 == id) }, limit: limit)
    }

    /// Calls whose id, or other id, begins like this.
    package func find(_ beginning: String) throws -> Match {
        let beginning = beginning.lowercased()
        // Anything else would be a pattern of its own.
        guard !beginning.isEmpty, beginning.utf8.allSatisfy(Self.isOfID) else { return .none }
        // By the indexes, which GLOB may use and LIKE may not.
        let names = [CallRecord.Columns.id, CallRecord.Columns.alias]
        let found = try newest(
            names.map { CallRecord.filter(sql: "\($0.name) GLOB ?", arguments: ["\(beginning)*"]) },
            limit: Self.fewMatches)
        return switch found.count {
        case 0: .none
        case 1: .one(found[0])
        default: .several(found.map(\.call.id))
        }
    }

    private static func isOfID(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The call of this id; nil when there is none that makes sense.
    package func call(_ id: CallID) throws -> Entry? {
        try queue.read { try entries(CallRecord.filter(CallRecord.Columns.id == id.description), $0).first }
    }

    /// Everything that was noted about a call, oldest first.
    /// - Parameter line: Only what stands before that line.
    package func timeline(of id: CallID, before line: Int64? = nil) throws -> [TimelineEntry] {
        try queue.read { db in
            var lines = TimelineRecord.lines(of: id)
            if let line { lines = lines.filter(TimelineRecord.Columns.line < line) }
            return sound.values(
                try Row.fetchAll(db, lines.order(TimelineRecord.Columns.line)), of: TimelineRecord.self
            ) { try $0.entry() }
        }
    }

    /// Has the file been put aside for another one? This connection still reads the former one then.
    package func isReplaced() -> Bool {
        DatabaseFile(path: path).identity != identity
    }

    /// The newest of all that is asked for, each once, in the order of a list.
    private func newest(_ requests: [QueryInterfaceRequest<CallRecord>], limit: Int) throws -> [Entry] {
        let order = [CallRecord.Columns.startedAt.desc, CallRecord.Columns.id.asc]
        let found = try queue.read { db in
            try requests.flatMap { try entries($0.order(order).limit(limit), db) }
        }
        var known: Set<CallID> = []
        let each = found.sorted(by: Self.comesBefore).filter { known.insert($0.call.id).inserted }
        return Array(each.prefix(limit))
    }

    private static func comesBefore(_ left: Entry, _ right: Entry) -> Bool {
        let (first, second) = (left.call, right.call)
        return (second.startedAt, first.id.description) < (first.startedAt, second.id.description)
    }

    private func entries(_ request: QueryInterfaceRequest<CallRecord>, _ db: Database) throws -> [Entry] {
        let records = sound.values(try Row.fetchAll(db, request), of: CallRecord.self) { ($0, try $0.call()) }
        let ids = Set(records.flatMap { [$0.0.callerId, $0.0.calleeId] })
        let people = Dictionary(
            sound.values(try Row.fetchAll(db, AccountRecord.filter(keys: ids)), of: AccountRecord.self) {
                ($0.id, try $0.peer().person)
            }
        ) { first, _ in first }
        return records.map { record, call in
            Entry(
                call: call, caller: people[record.callerId] ?? Self.nameless(call.caller.user),
                callee: people[record.calleeId] ?? Self.nameless(call.callee))
        }
    }

    /// Somebody whose account makes no sense: the operator must find their calls all the same.
    private static func nameless(_ user: UserID) -> Person {
        Person(id: user, username: user.description, name: user.description)
    }
}
