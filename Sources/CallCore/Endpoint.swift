/// One end of a call: a person at one of their devices.
package struct Endpoint: Hashable, Sendable {
    /// Who.
    package let user: UserID
    /// At which of their devices.
    package let device: DeviceID

    /// A person at a device.
    package init(user: UserID, device: DeviceID) {
        self.user = user
        self.device = device
    }
}
