/// One line of a call's timeline: what happened, when, and by whom. Never an SDP, a candidate, an
/// address or a credential.
package struct TimelineEntry: Hashable, Sendable {
    /// When.
    package let at: Timestamp
    /// What: a ``Kind``, or a word of another version of the server.
    package let kind: String
    /// By whom; nil when by the server.
    package let endpoint: Endpoint?
    /// What else is worth knowing, such as a reason.
    package let detail: String?

    /// A line as it was read back.
    package init(at: Timestamp, kind: String, endpoint: Endpoint?, detail: String? = nil) {
        self.at = at
        self.kind = kind
        self.endpoint = endpoint
        self.detail = detail
    }

    /// A line.
    package init(at: Timestamp, kind: Kind, endpoint: Endpoint? = nil, detail: String? = nil) {
        self.init(at: at, kind: kind.rawValue, endpoint: endpoint, detail: detail)
    }

    /// The words of this version: a message type of the protocol, or one of the server's own.
    package enum Kind: String, CaseIterable, Sendable {
        /// Asked for.
        case initiate = "call:initiate"
        /// Accepted, or a fresh offer was asked for.
        case accept = "call:accept"
        /// Declined; the detail is the reason.
        case reject = "call:reject"
        /// A media offer was passed on.
        case offer = "call:offer"
        /// A media answer was passed on.
        case answer = "call:answer"
        /// A device said whether it is muted, which was passed on; the detail is `muted` or `unmuted`.
        case mute = "call:mute"
        /// Ended; the detail is the reason.
        case end = "call:end"
        /// A device told about its media; the detail is the report in one line.
        case report = "session:report"
        /// A device's socket came up.
        case connected = "device_connected"
        /// A device's socket went down.
        case disconnected = "device_disconnected"
        /// A push service has taken the notice that a call rings; or, with `not_taken` as the detail, none has.
        case notified = "callee_notified"
        /// A deadline passed; the detail names it.
        case deadline = "deadline_passed"
        /// The server started and found the call.
        case restarted = "server_restarted"
    }
}
