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
    static func create(in accounts: AccountService) async throws {
        let existing = Set(try await accounts.accounts().map { $0.username.lowercased() })
        for person in people where !existing.contains(person.username) {
            try await accounts.createAccount(
                username: person.username, name: person.name, password: person.password)
        }
    }
}
