/// Everybody who can be called, as of a moment.
package struct People: Equatable, Sendable {
    /// Grows with every change of what people see of each other, whichever process makes it.
    package let revision: Int
    /// In no order.
    package let accounts: [Account]

    package init(revision: Int, accounts: [Account]) {
        self.revision = revision
        self.accounts = accounts
    }
}
