/// Whom a valid session token stands for.
package struct SignedIn: Equatable, Sendable {
    package let account: Account
    package let session: Session

    package init(account: Account, session: Session) {
        self.account = account
        self.session = session
    }
}
