import CallCore

/// The first message on every socket.
package struct SessionReady: Hashable, Sendable {
    /// The device's id, as it gave it or as the server made it.
    package let device: DeviceID
    /// Who is signed in.
    package let user: Person
    /// The call this device's person is in.
    package let call: SnapshotPayload?
    /// Every duration both ends must agree on.
    package let timers: CallTimers
    /// The server's version.
    package let version: String
    /// Names the page that the server has, so that an older one that is still open notices; nil when it has none.
    package let page: String?

    /// The first message on a socket.
    package init(
        device: DeviceID, user: Person, call: SnapshotPayload?, timers: CallTimers, version: String,
        page: String?
    ) {
        self.device = device
        self.user = user
        self.call = call
        self.timers = timers
        self.version = version
        self.page = page
    }

    func writeMembers(to json: inout JSONWriter) {
        json.member("device_id", device)
        json.member("user", user)
        json.member("call", call)
        json.member("timers", TimersPayload(timers))
        json.member("version", version)
        json.member("page", page)
    }
}
