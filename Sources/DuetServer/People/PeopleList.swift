import Accounts
import CallCore
import Calls

/// The answer to `GET /api/people`, which is the same for everybody: made when somebody asks for it and accounts
/// or presence have changed since it was last made, and shared by all who ask meanwhile.
///
/// To know that nothing has changed takes one small read of the database, which another process may have written
/// to, and the number of the last `session:presence`. Those are sent at most once a second, so the list is made
/// anew no more often than that, and never by whoever decides about calls.
actor PeopleList {
    /// What an answer contains: both numbers only grow.
    private struct Version: Sendable {
        var people: Int
        var presence: Int

        func contains(_ other: Version) -> Bool { people >= other.people && presence >= other.presence }
    }

    private struct Answer: Sendable {
        let version: Version
        let body: PreparedBody
        /// The part that does not change with presence.
        let entries: PeopleEntries
    }

    private let accounts: AccountService
    private let presence: any PresenceSource
    private var latest: Answer?
    /// The list that is being made. It is none any more before its task is over.
    private var making: Task<Answer, any Error>?

    /// A list that nobody has asked for yet.
    init(accounts: AccountService, presence: any PresenceSource) {
        self.accounts = accounts
        self.presence = presence
    }

    /// The list as it is now, or later.
    var body: PreparedBody {
        get async throws {
            // Whoever asks has heard every `session:presence` after this number, and none of those before.
            let wanted = Version(
                people: try await accounts.peopleRevision(), presence: try await presence.presenceSequence)
            while true {
                if let latest, latest.version.contains(wanted) { return latest.body }
                guard let making else { return try await make().body }
                // It may have begun too early for this request; and whether it fails is for the one to tell who
                // has begun it.
                _ = await making.result
            }
        }
    }

    private func make() async throws -> Answer {
        let (accounts, presence, entries) = (accounts, presence, latest?.entries)
        let making = Task {
            // Whoever waits for this task must find what has come of it, in whatever order they are woken.
            defer { self.making = nil }
            let answer = try await Self.make(accounts, presence, entries)
            latest = answer
            return answer
        }
        self.making = making
        return try await making.value
    }

    /// Takes some tens of milliseconds, on a thread of the common pool.
    @concurrent
    private static func make(
        _ accounts: AccountService, _ presence: any PresenceSource, _ former: PeopleEntries?
    ) async throws -> Answer {
        let revision = try await accounts.peopleRevision()
        let entries: PeopleEntries
        if let former, former.revision == revision {
            entries = former
        } else {
            entries = try PeopleEntries(await accounts.people())
        }
        let presence = try await presence.presence
        let plain = entries.body(presence)
        return Answer(
            version: Version(people: entries.revision, presence: presence.sequence),
            body: PreparedBody(
                type: "application/json; charset=utf-8", plain: plain, coded: Gzip.coded(plain)),
            entries: entries)
    }
}
