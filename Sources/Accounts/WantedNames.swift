/// The names that somebody wants to have, and whether they could be taken for somebody else's
/// (`docs/decisions/0044-names-that-look-alike.md`).
package struct WantedNames: Sendable {
    private let username: NameSkeleton?
    private let name: String
    private let nameSkeleton: NameSkeleton
    /// Pages write "Anna (anna)" of two Annas.
    private let parenthesis: NameSkeleton?

    /// - Parameter username: nil when the one that they have stays.
    package init(username: String?, name: String) {
        self.username = username.map { NameSkeleton($0) }
        self.name = name
        nameSkeleton = NameSkeleton(name)
        parenthesis = NameSkeleton(parenthesisOf: name)
    }

    /// Both may look like neither of the names of somebody else. Only the very name that others see of somebody may be had
    /// twice, as people have: pages show then how each of the two signs in. A name must not say by itself, in parentheses at
    /// its end, how somebody else does.
    ///
    /// - Throws: ``AccountError/usernameImitates``, ``AccountError/nameImitates``.
    package func check(againstUsername otherUsername: String, name otherName: String) throws(AccountError) {
        let others = [NameSkeleton(otherUsername), NameSkeleton(otherName)]
        if let username, others.contains(where: username.looksLike) { throw .usernameImitates }
        if let parenthesis, parenthesis.looksLike(others[0]) { throw .nameImitates }
        if name != otherName, others.contains(where: nameSkeleton.looksLike) { throw .nameImitates }
    }
}
