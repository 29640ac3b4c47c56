import Accounts
import CallCore
import Calls
import HTTPTypes
import Hummingbird
import Signaling

/// One's own account: what one is called, the password, where one is signed in, and its end.
struct AccountController {
    let accounts: AccountService
    let calls: CallThread
    let limiter: SignInLimiter
    let renames: PersonThrottle
    let clock: any WallClock
    let cookies: CookieReach

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("account", context: SignedInContext.self)
            .put(use: rename)
            .put("password", use: changePassword)
            .delete(use: delete)
        api.group("sessions", context: SignedInContext.self)
            .get(use: sessions)
            .delete(use: signOutElsewhere)
            .delete(":id", use: signOut)
    }

    private struct NewName: Decodable {
        let name: String
    }

    private struct NewPassword: Decodable {
        let current: String
        let password: String
    }

    private struct Confirmation: Decodable {
        let password: String
    }

    private struct Sessions: ResponseEncodable {
        let sessions: [OpenSession]
    }

    private struct OpenSession: Encodable {
        let id: String
        let thisSession: Bool
        let createdAt: String
        let lastSeenAt: String
        let userAgent: OrNull<String>

        enum CodingKeys: String, CodingKey {
            case id
            case thisSession = "this_session"
            case createdAt = "created_at"
            case lastSeenAt = "last_seen_at"
            case userAgent = "user_agent"
        }

        init(_ session: Session, asker: Session.ID) {
            id = session.id
            thisSession = session.id == asker
            createdAt = session.createdAt.wireText
            lastSeenAt = session.lastSeenAt.wireText
            userAgent = OrNull(session.userAgent?.text)
        }
    }

    @Sendable private func rename(_ request: Request, context: SignedInContext) async throws -> UserResponse {
        let wanted = try await request.json(as: NewName.self, context)
        try renames.take(context.signedIn.account.id, at: clock.now)
        let account = try await accounts.rename(context.signedIn.account, to: wanted.name)
        calls.tell(.account, to: account.id)
        return UserResponse(account)
    }

    @Sendable private func changePassword(
        _ request: Request, context: SignedInContext
    ) async throws -> Response {
        let wanted = try await request.json(as: NewPassword.self, context)
        let (account, session) = (context.signedIn.account, context.signedIn.session.id)
        let change = try await limiter.attempt(
            .changingPassword(username: account.username), request, context
        ) {
            try await accounts.changePassword(
                of: account, from: wanted.current, to: wanted.password, keeping: session,
                browser: SecretCookie.browser.token(in: request.head))
        }
        var response = signedOut(change.ended)
        response.keepBrowser(change.browser, for: cookies, lifetime: accounts.policy.knownBrowserLifetime)
        return response
    }

    @Sendable private func delete(_ request: Request, context: SignedInContext) async throws -> Response {
        let confirmation = try await request.json(as: Confirmation.self, context)
        let account = context.signedIn.account
        let ended = try await limiter.attempt(
            .deletingAccount(username: account.username), request, context
        ) {
            try await accounts.deleteAccount(of: account, password: confirmation.password)
        }
        calls.closeAccount(account.id)
        var response = signedOut(ended)
        calls.tellPeopleChanged()
        response.setCookie(SecretCookie.session.expired(for: cookies))
        return response
    }

    @Sendable private func sessions(_ request: Request, context: SignedInContext) async throws -> Sessions {
        let (account, session) = (context.signedIn.account.id, context.signedIn.session.id)
        return Sessions(
            sessions: try await accounts.sessions(of: account).map { OpenSession($0, asker: session) })
    }

    @Sendable private func signOut(_ request: Request, context: SignedInContext) async throws -> Response {
        let session = try context.parameters.require("id")
        try await accounts.signOut(session: session, of: context.signedIn.account.id)
        return signedOut([session])
    }

    @Sendable private func signOutElsewhere(
        _ request: Request, context: SignedInContext
    ) async throws -> Response {
        signedOut(
            try await accounts.signOutElsewhere(
                context.signedIn.account.id, keeping: context.signedIn.session.id))
    }

    /// Calls in these sessions end at once, and their sockets.
    private func signedOut(_ ended: [Session.ID]) -> Response {
        calls.signOut(Set(ended))
        return Response(status: .noContent)
    }
}

extension Request {
    /// What the browser calls itself.
    var userAgent: UserAgent? { headers[.userAgent].flatMap { UserAgent($0) } }
}
