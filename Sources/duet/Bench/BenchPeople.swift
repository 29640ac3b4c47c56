import Accounts
import Foundation
import Storage

/// People with sessions, written straight into the server's database before it starts: a benchmark of
/// sockets must not wait for scrypt.
struct BenchPeople {
    struct Person {
        let id: String
        let cookie: String
    }

    let people: [Person]

    init(count: Int, databasePath: String) async throws {
        let database = try AppDatabase(path: databasePath)
        let store = SQLiteAccountStore(database)
        let now = Date()
        var people: [Person] = []
        for number in 0..<count {
            let id = "bench-\(number)"
            // A hash of nothing: nobody can sign in with it.
            let hash = "$scrypt$bench"
            try await store.insert(
                Account(id: id, username: id, name: id, isDisabled: false, createdAt: now),
                passwordHash: hash)
            let token = SecretToken()
            let session = Session(
                id: token.digest, accountID: id, createdAt: now, lastSeenAt: now,
                expiresAt: now.addingTimeInterval(24 * 3600))
            guard try await store.startSession(session, verifiedHash: hash, newHash: nil) else {
                throw CommandFailure("A session for the benchmark could not be made.")
            }
            people.append(Person(id: id, cookie: "duet_session=\(token.text)"))
        }
        self.people = people
        try database.close()
    }
}
