import Accounts
import CallCore
import Testing

@Suite struct AccountOrderTests {
    @Test func `people are ordered by name as people would look for them`() {
        let names = ["bo", "Cy", "Zoë", "Alice", "alice", "Ärne", "Zoe", "Arno", "Björn", "ＡＬＥＸ"]
        let accounts = names.enumerated().map { number, name in
            Account(
                id: UserID("u\(number)")!, username: "u\(number)", name: name, isDisabled: false,
                createdAt: Timestamp(milliseconds: 0))
        }
        #expect(
            accounts.sortedByName().map(\.name) == [
                "ＡＬＥＸ", "Alice", "alice", "Ärne", "Arno", "Björn", "bo", "Cy", "Zoë", "Zoe",
            ])
        #expect(accounts.reversed().sortedByName() == accounts.sortedByName())
    }
}
