import CallCore
import RateLimits

/// Who came and who went since the last such message: the same bytes for every device.
package struct PresenceChange: Hashable, Sendable {
    /// Grows by one with each such message of this server process.
    package let sequence: Int
    /// Who came online.
    package let online: [UserID]
    /// Who went offline.
    package let offline: [UserID]
    /// Were there too many to list them, or can somebody be called no more, or again? Then both lists are empty,
    /// and whoever wants to know asks for the list of people.
    package let reload: Bool

    /// A change. More than `Limits.presenceChanges` ids are not listed.
    package init(sequence: Int, online: [UserID], offline: [UserID], reload: Bool = false) {
        let reload = reload || online.count + offline.count > Limits.presenceChanges
        self.sequence = sequence
        self.online = reload ? [] : online
        self.offline = reload ? [] : offline
        self.reload = reload
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("sequence", sequence)
        json.member("online", online)
        json.member("offline", offline)
        json.member("reload", reload)
    }
}
