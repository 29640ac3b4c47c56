/// What signing in yields: a session, and the one copy of the token that stands for it.
package struct SignIn: Sendable {
    package let token: SecretToken
    package let account: Account
    package let session: Session
    /// By which the browser is known from now on; nil when that could not be written down.
    package let browser: SecretToken?
    /// The sessions that ended to make room for it.
    package let ended: [Session.ID]
}
