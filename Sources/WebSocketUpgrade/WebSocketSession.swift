/// What the layer above does with one connection.
///
/// The calls come strictly in order, from one task per connection, and none before the last one has
/// returned. `opened` comes first and `closed` last, each exactly once. While a call takes its time at
/// most one read of the socket waits behind it; the rest stays in the kernel, so that a peer is
/// slowed down by the session that serves it.
package protocol WebSocketSession: Sendable {
    /// The 101 has been written. The outbox may be kept and used from anywhere.
    func opened(_ outbox: WebSocketOutbox) async
    /// A whole text message, valid UTF-8, at most `maxMessageBytes` long.
    func received(_ text: String) async
    /// The peer broke a rule. The session may still send an explanation; when this returns, the
    /// connection is closed with `violation.closeCode`, or goes on if `violation.isSurvivable`.
    func violated(_ violation: WebSocketViolation) async
    /// Nothing will be received or sent any more.
    func closed(_ reason: WebSocketCloseReason) async
}
