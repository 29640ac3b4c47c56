import Calls

/// Who is online, for whoever has just come and has not heard the news of it.
package protocol PresenceSource: Sendable {
    /// The number of the last `session:presence` that was sent; 0 before the first. It is asked with every request
    /// for the people, so it must be quick to tell.
    var presenceSequence: Int { get async throws }

    /// What has been told. Its sequence is at least any ``presenceSequence`` that was told before.
    var presence: PresenceList { get async throws }
}
