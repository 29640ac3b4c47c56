import CallCore
import RateLimits
import Signaling

/// The open sockets of this process.
struct ConnectionRegistry {
    /// A device's socket.
    struct Device {
        /// What a device may hear.
        enum Life {
            /// Nothing yet: its `session:ready` has not been sent.
            case waitingForReady
            case hearing
            /// Nothing: its page does not run.
            case silent
        }

        let connection: Connection
        let link: any DeviceLink
        /// The signed-in session that opened it, to close it when the session ends.
        let session: String
        var life = Life.waitingForReady
        /// Candidates that were passed on since its last session description.
        var candidates = 0
    }

    /// Somebody with an open socket.
    private struct Owner {
        var person: Person
        var devices: [Device]
    }

    private var owners: [UserID: Owner] = [:]
    /// Open sockets.
    private(set) var count = 0

    /// - Returns: The device that had this id before.
    mutating func insert(_ device: Device, of person: Person) -> Device? {
        let endpoint = device.connection.endpoint
        var owner = owners[endpoint.user] ?? Owner(person: person, devices: [])
        owner.person = person
        let place = owner.devices.firstIndex { $0.connection.endpoint.device == endpoint.device }
        let older = place.map { owner.devices[$0] }
        if let place { owner.devices[place] = device } else { owner.devices.append(device) }
        owners[endpoint.user] = owner
        if older == nil { count += 1 }
        return older
    }

    /// - Returns: The device, if it was there. A connection that was replaced is not.
    mutating func remove(_ connection: Connection) -> Device? {
        let user = connection.endpoint.user
        guard let place = owners[user]?.devices.firstIndex(where: { $0.connection == connection }) else {
            return nil
        }
        let device = owners[user]?.devices.remove(at: place)
        if owners[user]?.devices.isEmpty == true { owners[user] = nil }
        count -= 1
        return device
    }

    /// May this device connect, or has its person as many as one may have?
    func hasRoom(for endpoint: Endpoint) -> Bool {
        guard let devices = owners[endpoint.user]?.devices, devices.count >= Limits.devicesPerPerson
        else {
            return true
        }
        return devices.contains { $0.connection.endpoint == endpoint }
    }

    /// The socket of a device that has had its `session:ready`.
    func hearingLink(of endpoint: Endpoint) -> (any DeviceLink)? {
        owners[endpoint.user]?.devices
            .first { $0.connection.endpoint.device == endpoint.device && $0.life == .hearing }?.link
    }

    /// The sockets of a person's devices that have had their `session:ready`.
    func hearingLinks(of user: UserID) -> [any DeviceLink] {
        (owners[user]?.devices ?? []).filter { $0.life == .hearing }.map(\.link)
    }

    /// The sessions of a person at whose devices something can be heard.
    func hearingSessions(of user: UserID) -> Set<String> {
        Set((owners[user]?.devices ?? []).lazy.filter { $0.life == .hearing }.map(\.session))
    }

    /// The device is sent its `session:ready` now.
    /// - Returns: Is the connection still the device's own, and does its page run?
    mutating func beginHearing(_ connection: Connection) -> Bool {
        self[connection]?.life == .waitingForReady && setLife(.hearing, of: connection)
    }

    /// - Returns: Is the connection still the device's own?
    mutating func setLife(_ life: Device.Life, of connection: Connection) -> Bool {
        guard let place = place(of: connection) else { return false }
        owners[connection.endpoint.user]?.devices[place].life = life
        return true
    }

    /// The device, as long as this connection is still its own.
    subscript(_ connection: Connection) -> Device? {
        owners[connection.endpoint.user]?.devices.first { $0.connection == connection }
    }

    /// Somebody who is online, with the name they had when their last device connected.
    func person(_ user: UserID) -> Person? { owners[user]?.person }

    /// Has this person a device whose page runs?
    func isOnline(_ user: UserID) -> Bool {
        owners[user]?.devices.contains { $0.life != .silent } ?? false
    }

    var all: some Sequence<Device> { owners.values.lazy.flatMap(\.devices) }

    // MARK: Limits

    /// May one more candidate of this device be passed on?
    func mayPassCandidate(_ connection: Connection) -> Bool {
        (self[connection]?.candidates ?? 0) < Limits.candidatesPerNegotiation
    }

    /// A candidate was passed on.
    mutating func countCandidate(_ connection: Connection) {
        guard let place = place(of: connection) else { return }
        owners[connection.endpoint.user]?.devices[place].candidates += 1
    }

    /// A session description was passed on: a new negotiation may have as many candidates.
    mutating func beginNegotiation(_ connection: Connection) {
        guard let place = place(of: connection) else { return }
        owners[connection.endpoint.user]?.devices[place].candidates = 0
    }

    private func place(of connection: Connection) -> Int? {
        owners[connection.endpoint.user]?.devices.firstIndex { $0.connection == connection }
    }
}
