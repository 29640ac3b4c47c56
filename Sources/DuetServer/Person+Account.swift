import Accounts
import Signaling

extension Person {
    /// The person whose account this is.
    init(_ account: Account) {
        self.init(id: account.id, username: account.username, name: account.name)
    }
}
