import CallCore
import Signaling

/// The open sockets of this process, and what each person may still send.
struct ConnectionRegistry {
    /// A device's socket.
    struct Device {
        let connection: Connection
        let link: any DeviceLink
        /// The signed-in session that opened it, to close it when the session ends.
        let session: String
        /// Has its `session:ready` been sent?
        var hears = false
        /// Candidates that were passed on since its last session description.
        var candidates = 0
    }

    /// Somebody with an open socket.
    private struct Owner {
        var person: Person
        var devices: [Device]
    }

    /// What one person may send. It is kept when their last socket goes, or coming back would refill it, and
    /// forgotten once it is full again.
    private struct Allowance {
        var rate: TokenBucket
        var offences: TokenBucket

        init(at now: Timestamp) {
            rate = .forSignals(at: now)
            offences = TokenBucket(capacity: SignalLimits.offences, refillPerSecond: 1, at: now)
        }

        func isFull(at now: Timestamp) -> Bool { rate.isFull(at: now) && offences.isFull(at: now) }
    }

    private var owners: [UserID: Owner] = [:]
    private var allowances: [UserID: Allowance] = [:]
    private var nextSweep = 1_024
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

    /// - Returns: Was it there? A connection that was replaced is not.
    mutating func remove(_ connection: Connection) -> Bool {
        let user = connection.endpoint.user
        guard let place = owners[user]?.devices.firstIndex(where: { $0.connection == connection }) else {
            return false
        }
        owners[user]?.devices.remove(at: place)
        if owners[user]?.devices.isEmpty == true { owners[user] = nil }
        count -= 1
        return true
    }

    /// May this device connect, or has its person as many as one may have?
    func hasRoom(for endpoint: Endpoint) -> Bool {
        guard let devices = owners[endpoint.user]?.devices, devices.count >= SignalLimits.devicesPerPerson
        else {
            return true
        }
        return devices.contains { $0.connection.endpoint == endpoint }
    }

    /// The socket of a device that has had its `session:ready`.
    func hearingLink(of endpoint: Endpoint) -> (any DeviceLink)? {
        owners[endpoint.user]?.devices
            .first { $0.connection.endpoint.device == endpoint.device && $0.hears }?.link
    }

    /// The device is sent its `session:ready` now.
    /// - Returns: Is the connection still the device's own?
    mutating func beginHearing(_ connection: Connection) -> Bool {
        guard let place = place(of: connection) else { return false }
        owners[connection.endpoint.user]?.devices[place].hears = true
        return true
    }

    /// The device, as long as this connection is still its own.
    subscript(_ connection: Connection) -> Device? {
        owners[connection.endpoint.user]?.devices.first { $0.connection == connection }
    }

    /// Somebody who is online, with the name they had when their last device connected.
    func person(_ user: UserID) -> Person? { owners[user]?.person }

    func isOnline(_ user: UserID) -> Bool { owners[user] != nil }

    var all: some Sequence<Device> { owners.values.lazy.flatMap(\.devices) }

    var people: Int { owners.count }

    // MARK: Limits

    /// Counts a message of this person.
    /// - Returns: May there be one?
    mutating func takeToken(of user: UserID, at now: Timestamp) -> Bool {
        sweepAllowances(at: now)
        return allowances[user, default: Allowance(at: now)].rate.take(at: now)
    }

    /// Counts a refused message.
    /// - Returns: May there be more of them?
    mutating func forgiveOffence(of user: UserID, at now: Timestamp) -> Bool {
        allowances[user, default: Allowance(at: now)].offences.take(at: now)
    }

    /// May one more candidate of this device be passed on?
    func mayPassCandidate(_ connection: Connection) -> Bool {
        (self[connection]?.candidates ?? 0) < SignalLimits.candidatesPerNegotiation
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

    /// A full allowance says nothing: so that there are not as many as there ever were people, those are
    /// forgotten whenever their number has doubled.
    private mutating func sweepAllowances(at now: Timestamp) {
        guard allowances.count >= nextSweep else { return }
        allowances = allowances.filter { !$0.value.isFull(at: now) }
        nextSweep = max(1_024, allowances.count * 2)
    }
}

extension TokenBucket {
    /// The bucket for messages, per socket and per person.
    package static func forSignals(at now: Timestamp) -> TokenBucket {
        TokenBucket(
            capacity: SignalLimits.burst, refillPerSecond: SignalLimits.messagesPerSecond, at: now)
    }
}
