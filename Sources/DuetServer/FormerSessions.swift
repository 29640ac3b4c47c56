import Accounts
import CallCore
import Calls
import Synchronization

/// Lets a browser have one session: whoever signs in takes the place of who was signed in there, the same person or
/// another one. Where a call goes on in that one's session, it ends with the call.
final class FormerSessions: Sendable {
    private let accounts: AccountService
    private let calls: CallThread
    private let inCall = Mutex<Set<Session.ID>>([])

    init(accounts: AccountService, calls: CallThread) {
        (self.accounts, self.calls) = (accounts, calls)
    }

    /// Signs somebody in.
    /// - Parameters:
    ///   - former: Who was signed in in this browser until now.
    ///   - signIn: Begins a session; is given the one that ends with that. Its sockets are closed a moment later
    ///     (``SessionWatch``), when the browser has its new cookie: pages of the same person come again with that.
    func replace(
        _ former: SignedIn?, by signIn: (_ former: Session.ID?) async throws -> SignIn
    ) async throws -> SignIn {
        guard let former = former?.session.id else { return try await signIn(nil) }
        guard try await calls.sessionsInCall().contains(former) else { return try await signIn(former) }
        let signIn = try await signIn(nil)
        inCall.withLock { _ = $0.insert(former) }
        return signIn
    }

    /// Ends those whose call is over.
    func endIdle() async throws {
        let waiting = inCall.withLock { $0 }
        guard !waiting.isEmpty else { return }
        for session in waiting.subtracting(try await calls.sessionsInCall()) {
            try await accounts.signOut(session: session)
            inCall.withLock { _ = $0.remove(session) }
        }
    }
}
