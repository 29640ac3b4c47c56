import Accounts
import Hummingbird

/// A cookie that holds a secret: out of reach of scripts, never sent from another site.
struct SecretCookie: Sendable {
    let name: String

    /// The session's token.
    static let session = SecretCookie(name: "duet_session")
    /// What the browser is known by to the accounts that were signed in to from it. It outlives signing out.
    static let browser = SecretCookie(name: "duet_browser")

    /// What the request's cookie holds, valid or not; nil when there is none.
    func token(in request: HTTPRequest) -> String? {
        for field in request.headerFields[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
                return String(parts[1])
            }
        }
        return nil
    }

    func make(token: String, for reach: CookieReach, lifetime: Duration) -> Cookie {
        Cookie(
            name: name, value: token, maxAge: Int(lifetime.components.seconds), path: reach.path,
            secure: reach.isSecure, httpOnly: true, sameSite: .strict)
    }

    /// Tells the browser to forget it.
    func expired(for reach: CookieReach) -> Cookie {
        make(token: "", for: reach, lifetime: .zero)
    }
}
