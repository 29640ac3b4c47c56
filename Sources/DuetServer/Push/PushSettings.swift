import WebPush

/// How people are reached whose page is closed.
package struct PushSettings: Sendable {
    /// A `mailto:` or `https:` URL by which a push service finds the operator; nil says none.
    package var contact: String?
    /// Where messages may go.
    package var reach: PushReach
    /// How long an attempt may take.
    var patience = PushClient.Patience()

    /// How people are reached whose page is closed.
    package init(contact: String? = nil, reach: PushReach = .publicHosts) {
        self.contact = contact
        self.reach = reach
    }
}
