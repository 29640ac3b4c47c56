import CallCore

/// The right to make one account, once, for a while.
///
/// ```
///             accept
///   open ────────────────▶ used
///     │
///     └── time ──▶ expired
/// ```
/// An invitation of the kind `setup` is also closed, for ever, by the first account.
package struct Invitation: Equatable, Sendable, Identifiable {
    /// The digest of the invitation's token.
    package typealias ID = String

    package enum Kind: String, Codable, Sendable {
        /// Given to one more person.
        case invitation
        /// Printed at the first start, for whoever owns the machine.
        case setup
    }

    package let id: ID
    package let kind: Kind
    /// Nil when the operator made it on the command line.
    package let createdBy: UserID?
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    package let usedAt: Timestamp?

    package init(
        id: ID, kind: Kind, createdBy: UserID?, createdAt: Timestamp, expiresAt: Timestamp,
        usedAt: Timestamp? = nil
    ) {
        self.id = id
        self.kind = kind
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.usedAt = usedAt
    }

    /// Stores ask this inside the transaction that makes the account, so that of two people with the
    /// same link one wins.
    ///
    /// - Parameter hasAccounts: whether there is any account yet.
    /// - Throws: ``AccountError/setupClosed``, ``AccountError/invitationUsed``,
    ///   ``AccountError/invitationExpired``.
    package func checkAcceptable(at now: Timestamp, hasAccounts: Bool) throws(AccountError) {
        switch kind {
        case .setup where hasAccounts: throw .setupClosed
        case .setup, .invitation: break
        }
        guard usedAt == nil else { throw .invitationUsed }
        guard now < expiresAt else { throw .invitationExpired }
    }

    /// Can it be taken up?
    package func isAcceptable(at now: Timestamp, hasAccounts: Bool) -> Bool {
        (try? checkAcceptable(at: now, hasAccounts: hasAccounts)) != nil
    }
}
