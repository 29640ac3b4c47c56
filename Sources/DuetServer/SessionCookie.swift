import Accounts
import Hummingbird

/// The cookie that carries the session's token: out of reach of scripts, never sent from another site.
enum SessionCookie {
    static let name = "duet_session"

    /// Whom the request's cookie stands for; nil when there is none or its session is over.
    static func signedIn(_ request: HTTPRequest, _ accounts: AccountService) async throws -> SignedIn? {
        guard let token = token(in: request) else { return nil }
        return try await accounts.session(token: token)
    }

    /// What the request's cookie holds, valid or not; nil when there is none.
    static func token(in request: HTTPRequest) -> String? {
        for field in request.headerFields[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
                return String(parts[1])
            }
        }
        return nil
    }

    static func make(token: String, isSecure: Bool, lifetime: Duration) -> Cookie {
        Cookie(
            name: name, value: token, maxAge: Int(lifetime.components.seconds), path: "/", secure: isSecure,
            httpOnly: true,
            sameSite: .strict)
    }

    /// Tells the browser to forget it.
    static func expired(isSecure: Bool) -> Cookie {
        make(token: "", isSecure: isSecure, lifetime: .zero)
    }
}
