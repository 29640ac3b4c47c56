import Accounts
import CallCore
import Hummingbird
import Signaling

/// `{"user": {"id", "username", "name"}, "role"}`
struct UserResponse: ResponseEncodable {
    let user: Person
    let role: Account.Role

    init(_ account: Account) {
        user = Person(account)
        role = account.role
    }
}

extension Response {
    /// Gives the browser by what it is known from now on, where that could be written down.
    mutating func keepBrowser(_ token: SecretToken?, for cookies: CookieReach, lifetime: Duration) {
        guard let token else { return }
        setCookie(SecretCookie.browser.make(token: token.text, for: cookies, lifetime: lifetime))
    }
}
