import CallCore

/// One line of a call's timeline: what happened, when, and by whom. Never an SDP, a candidate, an
/// address or a credential.
package struct TimelineEntry: Hashable, Sendable {
    /// When.
    package let at: Timestamp
    /// What: a message type of the protocol, or one of the server's own words in `Kind`.
    package let kind: String
    /// By whom; nil when by the server.
    package let party: Party?
    /// What else is worth knowing, such as a reason.
    package let detail: String?

    /// A line.
    package init(at: Timestamp, kind: String, party: Party?, detail: String? = nil) {
        self.at = at
        self.kind = kind
        self.party = party
        self.detail = detail
    }

    /// The server's own words.
    package enum Kind {
        /// A device's socket came up.
        package static let connected = "device_connected"
        /// A device's socket went down.
        package static let disconnected = "device_disconnected"
        /// A deadline passed; the detail names it.
        package static let deadline = "deadline_passed"
        /// The server started and found the call.
        package static let restarted = "server_restarted"
    }
}
