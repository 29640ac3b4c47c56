import DequeModule
import HeapModule

/// The server's whole truth about calls, as one value: every call that is not over, the endings of the last
/// ones, and who is connected. It decides everything about calls and does nothing.
///
/// ```
///  input, now ──▶ handle ──▶ decision ──▶ saved? ──▶ deliveries
///                                          │ no, and no ending
///                                          └──────▶ putBack
/// ```
///
/// What must be saved before somebody hears of it is said by ``CallDecision/saving``. That nobody is ever in
/// two calls, and every other property of the protocol, is shown by exploring this value with the devices'
/// table and a faulty network (`Explorer`).
package struct CallRegistry: Sendable {
    /// So many endings are kept for those who still speak of a call. Older ones are in the journal; see
    /// ``recall(_:)``.
    package static let endingsKept = 10_000

    let timers: CallTimers
    /// By id: the calls that are not over, and the last ones that are.
    private(set) var calls: [CallID: Call] = [:]
    /// The devices with a socket, each person's in the order of their ids.
    private var connected: [UserID: [DeviceID]] = [:]

    // What follows is found from the calls above and says nothing more.
    private var aliases: [CallID: CallID] = [:]
    private var current: [UserID: CallID] = [:]
    /// Also those that no longer count: a call's state says which one does.
    private var deadlines = Heap<Deadline>()
    private var endings = Deque<CallID>()
    /// The calls whose two devices are gone, as long as that does not count.
    private(set) var uncountedAbsences: Set<CallID> = []

    /// A registry without calls.
    package init(timers: CallTimers) {
        self.timers = timers
    }

    // MARK: Looking up

    /// The call with this id or alias, if it is not over or ended lately.
    package func call(_ name: CallID) -> Call? {
        calls[name] ?? aliases[name].flatMap { calls[$0] }
    }

    /// The call that a person is in, on any device.
    package func call(of user: UserID) -> Call? {
        current[user].flatMap { calls[$0] }
    }

    /// Is this the device at which its person has a call?
    package func isInCall(_ endpoint: Endpoint) -> Bool {
        call(of: endpoint.user)?.device(of: endpoint.user) == endpoint
    }

    /// What a device may know about the call that its person is in.
    package func snapshot(for endpoint: Endpoint) -> CallSnapshot? {
        call(of: endpoint.user).flatMap { snapshot(of: $0, for: endpoint) }
    }

    /// What a device may know about a call.
    func snapshot(of call: Call, for endpoint: Endpoint) -> CallSnapshot? {
        call.snapshot(for: endpoint, rings: isConnected(call.callee))
    }

    /// Has this device a socket?
    package func isConnected(_ endpoint: Endpoint) -> Bool {
        connected[endpoint.user]?.contains(endpoint.device) ?? false
    }

    /// Has this person a device with a socket?
    func isConnected(_ user: UserID) -> Bool { connected[user] != nil }

    /// Has anybody a socket?
    var isAnybodyConnected: Bool { !connected.isEmpty }

    /// The devices of a person that have a socket.
    package func devices(of user: UserID) -> [Endpoint] {
        connected[user]?.map { Endpoint(user: user, device: $0) } ?? []
    }

    /// The calls that are not over.
    package var unended: [Call] { Set(current.values).compactMap { calls[$0] } }

    /// The next deadline of all calls, whether it has passed or not.
    package mutating func nextDeadline() -> Deadline? {
        while let next = deadlines.min {
            if calls[next.call]?.deadline == next { return next }
            deadlines.removeMin()
        }
        return nil
    }

    // MARK: Changing

    /// Takes up an ended call out of the journal that the registry has forgotten, so that it is known how it
    /// ended.
    package mutating func recall(_ call: Call) {
        guard call.isEnded, calls[call.id] == nil else { return }
        put(call, inPlaceOf: nil)
    }

    /// Undoes a decision that could not be saved. To be called for the latest decision first.
    package mutating func putBack(_ decision: CallDecision) {
        if let after = decision.after, after != decision.before {
            if let before = decision.before {
                put(before, inPlaceOf: after)
            } else {
                remove(after)
            }
        }
        if let connection = decision.connection {
            setConnected(connection.endpoint, connection.wasConnected)
            for call in connection.absences { put(call, inPlaceOf: calls[call.id]) }
        }
    }

    /// The one place where a call changes. The others are found through it: who is in which call, by which names,
    /// and what passes when. It checks nothing; to be told what follows, see ``handle(_:at:)``.
    package mutating func put(_ call: Call, inPlaceOf before: Call?) {
        calls[call.id] = call
        if let alias = before?.alias, alias != call.alias { aliases[alias] = nil }
        if let alias = call.alias { aliases[alias] = call.id }
        let wasUnended = before.map { !$0.isEnded } ?? false
        if !call.isEnded {
            current[call.caller.user] = call.id
            current[call.callee] = call.id
        } else {
            if wasUnended { leave(call) }
            if before?.isEnded != true { keepEnding(call.id) }
        }
        if let deadline = call.deadline, deadline != before?.deadline { deadlines.insert(deadline) }
        if call.isUncountedAbsence {
            uncountedAbsences.insert(call.id)
        } else {
            uncountedAbsences.remove(call.id)
        }
    }

    private mutating func remove(_ call: Call) {
        calls[call.id] = nil
        if let alias = call.alias { aliases[alias] = nil }
        leave(call)
    }

    private mutating func leave(_ call: Call) {
        for user in [call.caller.user, call.callee] where current[user] == call.id { current[user] = nil }
    }

    private mutating func keepEnding(_ id: CallID) {
        endings.append(id)
        while endings.count > Self.endingsKept, let oldest = endings.popFirst() {
            // An ending that was put back is no ending.
            if let call = calls[oldest], call.isEnded { remove(call) }
        }
    }

    /// - Returns: Was it connected?
    @discardableResult
    mutating func setConnected(_ endpoint: Endpoint, _ isConnected: Bool) -> Bool {
        var devices = connected[endpoint.user] ?? []
        let place = devices.firstIndex(of: endpoint.device)
        switch (place, isConnected) {
        case (let place?, false): devices.remove(at: place)
        case (nil, true):
            devices.insert(endpoint.device, at: devices.firstIndex { $0 > endpoint.device } ?? devices.count)
        case (_?, true), (nil, false): break
        }
        connected[endpoint.user] = devices.isEmpty ? nil : devices
        return place != nil
    }
}

extension CallRegistry: Hashable {
    /// Two registries are the same when they say the same about calls and connections.
    package static func == (left: Self, right: Self) -> Bool {
        left.calls == right.calls && left.connected == right.connected
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(calls)
        hasher.combine(connected)
    }
}
