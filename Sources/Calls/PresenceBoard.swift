import CallCore
import Signaling

/// Who is online, and what of it everybody has been told. Changes are told together: the first after a quiet
/// time soon, more of them at most once a second, and whoever was away for less than that is not mentioned.
struct PresenceBoard {
    /// How long the first change waits for others. A page that is loaded again is back by then.
    static let pause: Duration = .milliseconds(300)
    /// How much time lies between two tellings at least, and for each person who must be told: so that telling
    /// never takes more than a few hundredths of the time.
    static let interval: Duration = .seconds(1)
    static let intervalPerPerson: Duration = .milliseconds(1)

    private(set) var online: Set<UserID> = []
    /// How often it was told.
    private(set) var sequence = 0
    /// When the next change is told; nil while there is none.
    private(set) var dueAt: Timestamp?

    /// Those who are not as everybody believes.
    private var changed: Set<UserID> = []
    /// Is everybody to ask for the list of people, because it is another one?
    private var isListOld = false
    private var earliest = Timestamp(milliseconds: 0)

    /// What everybody has been told so far.
    var told: PresenceList {
        PresenceList(sequence: sequence, online: online.symmetricDifference(changed))
    }

    /// A person's first device has come, or their last one has gone.
    mutating func set(_ user: UserID, online isOnline: Bool, at now: Timestamp) {
        let hasChanged = isOnline ? online.insert(user).inserted : online.remove(user) != nil
        guard hasChanged else { return }
        if changed.remove(user) == nil { changed.insert(user) }
        tellSoon(at: now)
    }

    /// Somebody can be called no more, or again.
    mutating func listChanged(at now: Timestamp) {
        isListOld = true
        tellSoon(at: now)
    }

    private mutating func tellSoon(at now: Timestamp) {
        if dueAt == nil { dueAt = max(now.advanced(by: Self.pause), earliest) }
    }

    /// What everybody must be told now; nil when nothing changed in the end.
    mutating func take(at now: Timestamp) -> PresenceChange? {
        dueAt = nil
        guard !changed.isEmpty || isListOld else { return nil }
        defer {
            changed.removeAll()
            isListOld = false
        }
        sequence += 1
        earliest = now.advanced(by: max(Self.interval, Self.intervalPerPerson * online.count))
        return PresenceChange(
            sequence: sequence, online: changed.filter(online.contains),
            offline: changed.filter { !online.contains($0) }, reload: isListOld)
    }
}

/// Who is online according to everything that was told up to a certain `session:presence`.
package struct PresenceList: Hashable, Sendable {
    /// The number of the last `session:presence` that is contained in ``online``; 0 before the first.
    package let sequence: Int
    /// Who is online as of just that message, not later: somebody who has come since and goes again before the
    /// next message is not in that one, and would stay online for ever with whoever was told of them here.
    package let online: Set<UserID>

    /// Who is online according to everything that was told up to a certain `session:presence`.
    package init(sequence: Int, online: Set<UserID>) {
        self.sequence = sequence
        self.online = online
    }
}
