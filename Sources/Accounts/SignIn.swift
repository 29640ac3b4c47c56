/// What signing in yields: a session, and the one copy of the token that stands for it.
package struct SignIn: Sendable {
    package let token: SecretToken
    package let account: Account
    package let session: Session
    /// The sessions that ended to make room for it.
    package let ended: [Session.ID]
}
