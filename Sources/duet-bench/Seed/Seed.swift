import Accounts
import Foundation
import GRDB

/// What stands in a server's database before it starts: people with sessions, and calls of the past. It is
/// written as SQL, in one transaction, so that twenty thousand people take a second and no scrypt.
struct Seed: Sendable {
    /// How many accounts there are, each with a session.
    var people: Int
    /// How many calls of the past the first person has, with everybody else in turn.
    var callsOfFirstPerson = 0

    /// Writes into a database whose tables are there, of which no server is running.
    func write(to path: String) throws -> [Person] {
        let database = try DatabaseQueue(path: path)
        let people = try database.write { db in
            let people = try writePeople(db)
            try writeCalls(of: people, db)
            return people
        }
        try database.close()
        return people
    }

    /// Gives somebody another name while a server may be running on the database, as another process of Duet would.
    static func rename(_ person: Person, to name: String, in path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.write { db in
            try db.execute(sql: "UPDATE account SET name = ? WHERE id = ?", arguments: [name, person.id])
        }
        try database.close()
    }

    private func writePeople(_ db: Database) throws -> [Person] {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let account = try db.makeStatement(
            sql: """
                INSERT INTO account (id, username, name, password_hash, is_disabled, created_at)
                VALUES (?, ?, ?, '$scrypt$bench', 0, ?)
                """)
        let session = try db.makeStatement(
            sql: """
                INSERT INTO session (id, account_id, created_at, last_seen_at, expires_at)
                VALUES (?, ?, ?, ?, ?)
                """)
        return try (0..<people).map { number in
            let token = SecretToken()
            let person = Person(number: number, cookie: "duet_session=\(token.text)")
            try account.execute(arguments: [person.id, person.id, "Bench Person \(number)", now])
            try session.execute(arguments: [token.digest, person.id, now, now, now + 24 * 3600 * 1000])
            return person
        }
    }

    private func writeCalls(of people: [Person], _ db: Database) throws {
        guard callsOfFirstPerson > 0 else { return }
        let call = try db.makeStatement(
            sql: """
                INSERT INTO call (
                    id, caller_id, caller_device, callee_id, started_at, state, answered_at, ended_at, end_reason,
                    ended_by)
                VALUES (?, ?, ?, ?, ?, 'ended', ?, ?, 'hung_up', ?)
                """)
        let first = Int64(Date().timeIntervalSince1970 * 1000) - Int64(callsOfFirstPerson) * 60_000
        for number in 0..<callsOfFirstPerson {
            let other = people[1 + number % (people.count - 1)]
            let (caller, callee) = number.isMultiple(of: 2) ? (people[0], other) : (other, people[0])
            let startedAt = first + Int64(number) * 60_000
            try call.execute(
                arguments: [
                    UUID().uuidString.lowercased(), caller.id, UUID().uuidString.lowercased(), callee.id,
                    startedAt, startedAt + 3_000, startedAt + 40_000, caller.id,
                ])
        }
    }
}
