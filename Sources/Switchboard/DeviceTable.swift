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
        /// Candidates that were passed on since its last session description.
        var candidates = 0
    }

    /// What one person may send. It is kept when their last socket goes, or coming back would refill it;
    /// there are no more of them than there are accounts.
    private struct Allowance {
        var rate: TokenBucket
        var offences: TokenBucket

        init(at now: Timestamp) {
            rate = .forSignals(at: now)
            offences = TokenBucket(capacity: SignalLimits.offences, refillPerSecond: 1, at: now)
        }
    }

    private var devices: [UserID: [DeviceID: Device]] = [:]
    private var people: [UserID: Person] = [:]
    private var allowances: [UserID: Allowance] = [:]

    /// - Returns: The device that had this id before.
    mutating func insert(_ device: Device, of person: Person) -> Device? {
        let party = device.connection.party
        people[party.user] = person
        return devices[party.user, default: [:]].updateValue(device, forKey: party.device)
    }

    /// - Returns: Was it there? A connection that was replaced is not.
    mutating func remove(_ connection: Connection) -> Bool {
        guard self[connection] != nil else { return false }
        let party = connection.party
        devices[party.user]?[party.device] = nil
        if devices[party.user]?.isEmpty == true {
            devices[party.user] = nil
            people[party.user] = nil
        }
        return true
    }

    /// May this device connect, or has its person as many as one may have?
    func hasRoom(for party: Party) -> Bool {
        self[party] != nil || devices[party.user].map { $0.count < SignalLimits.devicesPerPerson } ?? true
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

    /// Somebody who is online, with the name they had when their last device connected.
    func person(_ user: UserID) -> Person? { people[user] }

    var all: [Device] { devices.values.flatMap(\.values) }

    var onlineUsers: [UserID] { Array(devices.keys) }

    func isOnline(_ user: UserID) -> Bool { devices[user] != nil }

    /// Takes a token of the socket and one of its person.
    /// - Returns: Were there both?
    mutating func takeToken(_ connection: Connection, at now: Timestamp) -> Bool {
        let user = connection.party.user
        let byDevice = devices[user]?[connection.party.device]?.rate.take(at: now) ?? false
        return allowances[user, default: Allowance(at: now)].rate.take(at: now) && byDevice
    }

    /// Counts a refused message.
    /// - Returns: May there be more of them?
    mutating func forgiveOffence(of user: UserID, at now: Timestamp) -> Bool {
        allowances[user, default: Allowance(at: now)].offences.take(at: now)
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
}
