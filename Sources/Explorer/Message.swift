import CallCore

/// A message on its way, small enough that a whole queue is one vector.
///
/// Descriptions carry no numbers: whether one is still the newest of its sender, and whether it comes from
/// the sender's present connection, is kept up to date while it travels. So worlds that differ only in how
/// often something was tried are the same world.
struct Message: Hashable {
    enum Kind: UInt16 {
        case initiate = 1, incoming, accept, takeOver, reject, end, offer, answer, candidate, ready, snapshot,
            error
    }

    private(set) var raw: UInt16

    init(raw: UInt16) { self.raw = raw }

    init(_ kind: Kind, call: Int = 0, data: UInt16 = 0) {
        raw = kind.rawValue | UInt16(call) << 4 | data << 6
    }

    init(_ kind: Kind, call: Int, reason: EndReason) {
        self.init(kind, call: call, data: UInt16(Compact(reason).code))
    }

    /// A description or candidate that is the newest of its sender.
    init(fresh kind: Kind, call: Int, from seat: Seat) {
        self.init(
            kind, call: call, data: Self.newest | Self.present | (seat.isSecond ? Self.fromSecond : 0))
    }

    init(_ kind: Kind, _ snapshot: Snapshot?) {
        self.init(kind, call: snapshot?.call ?? 0, data: snapshot?.encoded ?? 0)
    }

    private static let newest: UInt16 = 1
    private static let present: UInt16 = 2
    private static let fromSecond: UInt16 = 4
    private static let toSecond: UInt16 = 8

    var kind: Kind {
        guard let kind = Kind(rawValue: raw & 15) else { preconditionFailure("no message: \(raw)") }
        return kind
    }
    var call: Int { Int(raw >> 4 & 3) }
    private var data: UInt16 { raw >> 6 }
    var reason: EndReason { allReasons[Int(data)] }
    /// Offer, candidate: the newest of its sender. Answer: to the newest offer.
    var isNewest: Bool { data & Self.newest != 0 }
    /// Does it come from the connection that its sender has now?
    var isPresent: Bool { data & Self.present != 0 }
    /// Offer, answer, candidate: is its sender that person's second device?
    var isFromSecond: Bool { data & Self.fromSecond != 0 }
    /// Answer: was the offer that of the second device?
    var answersSecond: Bool { data & Self.toSecond != 0 }
    /// The connection that it comes from.
    var origin: DeviceModel.Connection.Remote {
        isPresent ? (isFromSecond ? .ofSecond : .ofFirst) : .gone
    }
    var snapshot: Snapshot? { Snapshot(encoded: data, call: call) }

    /// Names the offer that it answers.
    mutating func answer(_ offer: Message) {
        if offer.isFromSecond { raw |= Self.toSecond << 6 }
        if !offer.isNewest { outdate() }
    }

    mutating func outdate() { raw &= ~(Self.newest << 6) }
    mutating func orphan() { raw &= ~((Self.newest | Self.present) << 6) }

    /// The same by the call's own name, where it was sent by the alias.
    func relayed(as call: Int) -> Message { Message(kind, call: call, data: data) }

    /// The same for every age of a description: the server looks at none.
    var withoutFlags: UInt16 {
        switch kind {
        case .offer, .answer, .candidate: raw & 63
        case .initiate, .incoming, .accept, .takeOver, .reject, .end, .ready, .snapshot, .error: raw
        }
    }

    /// As it stands in a story.
    var name: String {
        switch kind {
        case .initiate: "call:initiate"
        case .incoming: "call:incoming"
        case .accept: "call:accept"
        case .takeOver: "call:accept (take over)"
        case .reject: "call:reject (\(reason.rawValue))"
        case .end: "call:end (\(reason.rawValue))"
        case .offer: isNewest ? "call:offer" : "call:offer (an older one)"
        case .answer: isNewest ? "call:answer" : "call:answer (to an older offer)"
        case .candidate: "call:ice-candidate"
        case .ready: "session:ready (\(snapshot?.name ?? "no call"))"
        case .snapshot: "session:call (\(snapshot?.name ?? "no call"))"
        case .error: "session:error"
        }
    }
}

/// What a device is told of its person's call; the peer is always the other person of the play.
struct Snapshot: Hashable {
    var call: Int
    /// The other number of the call, when both called each other.
    var alias: Int?
    var state: CallSnapshot.State
    var isCaller: Bool
    var here: Bool
    var peerSignaling: Bool

    private static let states = CallSnapshot.State.allCases

    init(_ snapshot: CallSnapshot) {
        call = CallNames.number(of: snapshot.call)
        alias = snapshot.alias.map(CallNames.number)
        state = snapshot.state
        isCaller = snapshot.role == .caller
        here = snapshot.thisDevice
        peerSignaling = snapshot.state != .inCall || snapshot.peerSignaling
    }

    init?(encoded: UInt16, call: Int) {
        guard encoded & 3 != 0 else { return nil }
        self.call = call
        alias = encoded & 32 != 0 ? Int(encoded >> 6 & 3) : nil
        state = Self.states[Int(encoded & 3) - 1]
        isCaller = encoded & 4 != 0
        here = encoded & 8 != 0
        peerSignaling = encoded & 16 != 0
    }

    var encoded: UInt16 {
        let number = UInt16(Compact(state).code) + 1
        let names = alias.map { 32 | UInt16($0) << 6 } ?? 0
        return number | (isCaller ? 4 : 0) | (here ? 8 : 0) | (peerSignaling ? 16 : 0) | names
    }

    /// What counts as news: all but the other side's signalling.
    var news: UInt8 { UInt8(call << 4) | UInt8(encoded & 15) }

    /// The call in progress of which this was the news, when another device had it.
    static func elsewhere(news: UInt8) -> DeviceModel.HeldCall? {
        guard news != DeviceModel.noCall,
            let snapshot = Snapshot(encoded: UInt16(news & 15), call: Int(news >> 4)),
            snapshot.state == .inCall, !snapshot.here
        else { return nil }
        return DeviceModel.HeldCall(number: Int8(snapshot.call), isCaller: snapshot.isCaller)
    }

    var name: String {
        "\(state.rawValue) in call \(call + 1)\(here ? ", here" : "")\(peerSignaling ? "" : ", peer's signalling gone")"
    }
}

/// Messages in the order in which they were sent. Holds sixteen.
struct Queue: Hashable {
    /// No message is 0.
    private var lanes = SIMD16<UInt16>()

    func hash(into hasher: inout Hasher) {
        let words = unsafeBitCast(lanes, to: SIMD4<UInt64>.self)
        for index in 0..<4 {
            hasher.combine(words[index])
            if words[index] == 0 { return }
        }
    }

    var isEmpty: Bool { lanes[0] == 0 }
    var first: Message? { isEmpty ? nil : Message(raw: lanes[0]) }
    var count: Int { (0..<16).first { lanes[$0] == 0 } ?? 16 }
    /// One more would not fit; what leads here is not followed further, and that is counted.
    var isFull: Bool { lanes[15] != 0 }

    mutating func append(_ message: Message) {
        if !isFull { lanes[count] = message.raw }
    }

    mutating func removeFirst() {
        for index in 1..<16 { lanes[index - 1] = lanes[index] }
        lanes[15] = 0
    }

    mutating func removeAll() { self = Queue() }

    mutating func change(_ change: (inout Message) -> Void) {
        for index in 0..<count {
            var message = Message(raw: lanes[index])
            change(&message)
            lanes[index] = message.raw
        }
    }
}

/// Every reason, at the place that its code names.
let allReasons = EndReason.allCases
