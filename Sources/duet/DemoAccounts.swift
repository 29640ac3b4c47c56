import Accounts

/// The two accounts of the demonstration. Their passwords are printed here and at every start; the
/// demonstration listens on loopback only.
enum DemoAccounts {
    struct Person {
        let username: String
        let name: String
        let password: String
    }

    static let people = [
        Person(username: "alice", name: "Alice", password: "alice-in-duet"),
        Person(username: "bo", name: "Bo", password: "bo-in-duet"),
    ]

    /// Makes those that are not there yet.
    /// - Throws: ``CommandFailure`` when the database is other people's: an account that everybody knows
    ///   the password of must not appear beside theirs because of a variable left in the environment.
    static func create(in accounts: AccountService) async throws {
        let existing = Set(try await accounts.accounts().map { $0.username.lowercased() })
        let missing = people.filter { !existing.contains($0.username) }
        guard missing.isEmpty || existing.isSubset(of: people.map(\.username)) else {
            throw CommandFailure.configuration(
                "This database has accounts of its own, and --demo would add some whose passwords everybody can know. Leave out --demo, or name another file with --database (or DUET_DATABASE)."
            )
        }
        for person in missing {
            try await accounts.createAccount(
                username: person.username, name: person.name, password: person.password)
        }
    }
}
