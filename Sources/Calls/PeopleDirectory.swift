import CallCore
import Signaling

/// Who there is. Blocks briefly, as the store does.
package protocol PeopleDirectory: Sendable {
    /// Somebody by their id; nil when there is no such person.
    /// - Throws: What the store throws.
    func entry(for user: UserID) throws -> DirectoryEntry?
    /// Is this session still one: not signed out, not expired, its account not disabled? Another process may have ended
    /// it a moment ago.
    /// - Throws: What the store throws.
    func isSignedIn(_ session: String, at now: Timestamp) throws -> Bool

    /// Has one person blocked another one?
    /// - Throws: What the store throws.
    func hasBlocked(_ blocked: UserID, by blocker: UserID) throws -> Bool

    /// May this person be disturbed at a moment, or have they asked for peace?
    /// - Throws: What the store throws.
    func mayDisturb(_ user: UserID, at now: Timestamp) throws -> Bool
}

/// What the call service must know of a person.
package struct DirectoryEntry: Hashable, Sendable {
    /// How others see them.
    package let person: Person
    /// May they not be called?
    package let isDisabled: Bool

    /// What the call service must know of a person.
    package init(person: Person, isDisabled: Bool) {
        self.person = person
        self.isDisabled = isDisabled
    }
}
