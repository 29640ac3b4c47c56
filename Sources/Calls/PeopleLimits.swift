import CallCore
import RateLimits

/// What each person may still do. It is kept when their last socket goes, or coming back would refill it.
struct PeopleLimits {
    /// Who calls whom.
    private struct Pair: Hashable {
        let caller: UserID
        let callee: UserID
    }

    private var messages = RateLimiter<UserID>(Limits.messages)
    private var offences = RateLimiter<UserID>(Limits.offences)
    private var calls: RateLimiter<UserID>
    private var unanswered: RateLimiter<Pair>

    init(callsPerMinute: Int) {
        calls = RateLimiter(Limits.calls(perMinute: callsPerMinute))
        unanswered = RateLimiter(Limits.unansweredCalls(perMinute: callsPerMinute))
    }

    /// Counts a message.
    /// - Returns: May there be one?
    mutating func takeMessage(of user: UserID, at now: Timestamp) -> Bool {
        messages.take(user, at: now)
    }

    /// Counts a refused message.
    /// - Returns: May there be more of them?
    mutating func forgiveOffence(of user: UserID, at now: Timestamp) -> Bool {
        offences.take(user, at: now)
    }

    /// May this person place a new call to that one?
    func mayCall(_ callee: UserID, by caller: UserID, at now: Timestamp) -> Bool {
        calls.wait(for: caller, at: now) == .zero
            && unanswered.wait(for: Pair(caller: caller, callee: callee), at: now) == .zero
    }

    /// A new call was placed.
    mutating func placed(_ call: Call, at now: Timestamp) {
        calls.take(call.caller.user, at: now)
        unanswered.take(Pair(caller: call.caller.user, callee: call.callee), at: now)
    }

    /// A call that was placed could not be saved: there was none.
    mutating func takenBack(_ call: Call) {
        calls.giveBack(call.caller.user)
        unanswered.giveBack(Pair(caller: call.caller.user, callee: call.callee))
    }

    /// Is this call, which rings, to give way to a new one of somebody else? Whoever has used up half of the calls that
    /// they may place to somebody who answers none is not in the way of others.
    func givesWay(_ call: Call, at now: Timestamp) -> Bool {
        unanswered.isHalfEmpty(Pair(caller: call.caller.user, callee: call.callee), at: now)
    }

    /// A call was answered: neither of the two is a nuisance to the other.
    mutating func answered(_ call: Call) {
        let (caller, callee) = (call.caller.user, call.callee)
        calls.giveBack(caller)
        unanswered.fill(Pair(caller: caller, callee: callee))
        unanswered.fill(Pair(caller: callee, callee: caller))
    }
}
