import CallCore

/// Where the server's key and people's subscriptions are kept. A subscription belongs to a session and goes with it.
package protocol PushStore: Sendable {
    /// The server's key; this one, which is kept then, when there was none. Blocks briefly.
    func key(orNew new: VAPIDKey, at now: Timestamp) throws -> VAPIDKey
    /// Gives a session its subscription, in place of the one that it had. A browser's endpoint is one person's at a time:
    /// whoever has said last that it is theirs.
    /// - Returns: Is there such a session?
    func save(_ subscription: PushSubscription, of session: String, at now: Timestamp) async throws -> Bool
    /// Does nothing when the session has none.
    func removeSubscription(of session: String) async throws
    /// Removes what a push service knows no more, unless the browser has given other keys meanwhile.
    func remove(_ subscription: PushSubscription) async throws
    /// A person's subscriptions, by session, of those that are valid.
    func subscriptions(of person: UserID, at now: Timestamp) async throws -> [String: PushSubscription]
    /// Is there any subscription of a valid session of this person? Blocks briefly.
    func hasSubscription(_ person: UserID, at now: Timestamp) throws -> Bool
}
