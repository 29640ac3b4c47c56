import CallCore
import Signaling

/// Who is connected to this process.
struct DeviceTable {
    /// A device and its socket.
    struct Device {
        let connection: Connection
        let link: any DeviceLink
        /// The signed-in session that opened it, to close it when the session ends.
        let session: String
        var rate: TokenBucket
        var offences: TokenBucket
        /// Candidates that it sent since its last session description.
        var candidates = 0
    }

    private var devices: [UserID: [DeviceID: Device]] = [:]
    private var rates: [UserID: TokenBucket] = [:]

    /// - Returns: The device that had this id before.
    mutating func insert(_ device: Device, at now: Timestamp) -> Device? {
        let party = device.connection.party
        rates[party.user, default: .forSignals(at: now)] = rates[party.user] ?? .forSignals(at: now)
        return devices[party.user, default: [:]].updateValue(device, forKey: party.device)
    }

    /// - Returns: Was it there? A connection that was replaced is not.
    mutating func remove(_ connection: Connection) -> Bool {
        guard self[connection] != nil else { return false }
        let party = connection.party
        devices[party.user]?[party.device] = nil
        if devices[party.user]?.isEmpty == true {
            devices[party.user] = nil
            rates[party.user] = nil
        }
        return true
    }

    /// The device, as long as this connection is still its own.
    subscript(_ connection: Connection) -> Device? {
        get {
            guard let device = self[connection.party], device.connection == connection else { return nil }
            return device
        }
        set {
            guard self[connection] != nil, let newValue else { return }
            devices[connection.party.user]?[connection.party.device] = newValue
        }
    }

    subscript(_ party: Party) -> Device? { devices[party.user]?[party.device] }

    func devices(of user: UserID) -> [Device] { devices[user].map { Array($0.values) } ?? [] }

    var all: [Device] { devices.values.flatMap(\.values) }

    var onlineUsers: [UserID] { Array(devices.keys) }

    func isOnline(_ user: UserID) -> Bool { devices[user] != nil }

    /// Takes a token of the socket and one of its person.
    mutating func takeToken(_ connection: Connection, at now: Timestamp) -> Bool {
        let user = connection.party.user
        let byDevice = devices[user]?[connection.party.device]?.rate.take(at: now) ?? false
        let byUser = rates[user]?.take(at: now) ?? false
        return byDevice && byUser
    }
}

/// One socket of one device: a newer socket of the same device has another number.
package struct Connection: Hashable, Sendable {
    /// Whose.
    package let party: Party
    let number: Int
}

extension TokenBucket {
    /// The bucket for messages, per socket and per person.
    static func forSignals(at now: Timestamp) -> TokenBucket {
        TokenBucket(
            capacity: SignalLimits.burst, refillPerSecond: SignalLimits.messagesPerSecond, at: now)
    }

    /// The bucket for refused messages.
    static func forOffences(at now: Timestamp) -> TokenBucket {
        TokenBucket(capacity: SignalLimits.offences, refillPerSecond: 1, at: now)
    }
}
