import CallCore

/// One moment of a play: what the server knows, what each device knows, and what is on its way.
struct World: Hashable {
    /// The server's registry, by its number in the `RegistryPool`.
    var registry: UInt16 = 0
    /// What the server has saved, by its number in the `RegistryPool`.
    var journal: UInt16 = 0
    /// Does every commit fail?
    var isStoreIll = false
    var path = Path.none
    /// Is so little of the ringing left that a device does not start to ring?
    var isNearlyOver = false
    /// Can nobody reach the server, whose way into the network is gone?
    var isUplinkGone = false
    /// Did that cut a call off that its two people still had, and has none of their devices come back since?
    var isCutOff = false
    /// Which device has ended which call, whoever still knows it.
    private var hungUp: UInt16 = 0
    /// Which call may go on against what was said of it: its ending was lost with the process that could not save
    /// it, or a request about it was refused because it could not be saved, and may come again.
    private var unforeseen: UInt8 = 0
    var faultsLeft: UInt8
    private var alice: DeviceModel
    private var bo: DeviceModel
    private var boToo: DeviceModel
    private var aliceToo: DeviceModel

    /// The way of the audio between the two connections.
    enum Path: UInt8 {
        /// There never was one between these two connections.
        case none
        case good
        /// Packets are lost, perhaps for a moment.
        case interrupted
        /// Gone for good; only a restart of ICE finds another.
        case broken
        /// Alice has another address: what is sent to her goes to the old one. Her checks of the path pass all the
        /// same, for they come from the new one.
        case deafAtAlice
        /// The same at the other side.
        case deafAtOther
    }

    init(_ play: Play) {
        faultsLeft = play.faults
        func device(_ seat: Seat, wishes: UInt8) -> DeviceModel {
            DeviceModel(wishes: wishes, moves: play.moves.contains(seat) ? 1 : 0)
        }
        alice = device(.alice, wishes: play.wishesOfAlice)
        bo = device(.bo, wishes: play.wishesOfBo)
        boToo = device(.boToo, wishes: play.wishesOfBoToo)
        aliceToo = device(.aliceToo, wishes: 0)
        for seat in play.seats where !play.isOnline(seat) {
            self[seat].line = .down
            self[seat].isBelieved = false
        }
    }

    subscript(_ seat: Seat) -> DeviceModel {
        get {
            switch seat {
            case .alice: alice
            case .bo: bo
            case .boToo: boToo
            case .aliceToo: aliceToo
            }
        }
        _modify {
            switch seat {
            case .alice: yield &alice
            case .bo: yield &bo
            case .boToo: yield &boToo
            case .aliceToo: yield &aliceToo
            }
        }
    }

    /// All of it but the devices, in one number.
    var frame: UInt64 {
        let flags: UInt64 =
            (isCutOff ? 8 : 0) | (isUplinkGone ? 4 : 0) | (isStoreIll ? 2 : 0) | (isNearlyOver ? 1 : 0)
        let small =
            UInt64(faultsLeft) << 12 | UInt64(unforeseen) << 8 | UInt64(path.rawValue) << 4 | flags
        return UInt64(registry) << 48 | UInt64(journal) << 32 | UInt64(hungUp) << 16 | small
    }

    init(
        frame: UInt64, alice: DeviceModel, bo: DeviceModel, boToo: DeviceModel, aliceToo: DeviceModel
    ) {
        guard let path = Path(rawValue: UInt8(frame >> 4 & 15)) else {
            preconditionFailure("no frame: \(frame)")
        }
        registry = UInt16(truncatingIfNeeded: frame >> 48)
        journal = UInt16(truncatingIfNeeded: frame >> 32)
        hungUp = UInt16(truncatingIfNeeded: frame >> 16)
        faultsLeft = UInt8(frame >> 12 & 15)
        unforeseen = UInt8(frame >> 8 & 15)
        self.path = path
        isCutOff = frame & 8 != 0
        isUplinkGone = frame & 4 != 0
        isStoreIll = frame & 2 != 0
        isNearlyOver = frame & 1 != 0
        self.alice = alice
        self.bo = bo
        self.boToo = boToo
        self.aliceToo = aliceToo
    }

    mutating func noteHangUp(of call: Int, by seat: Seat) { hungUp |= Self.bit(call, seat) }

    /// Whoever continues a call that they had ended at this device wants it again.
    mutating func takeBackHangUp(of call: Int, by seat: Seat) { hungUp &= ~Self.bit(call, seat) }

    func hasHungUp(_ call: Int, _ seat: Seat) -> Bool { hungUp & Self.bit(call, seat) != 0 }

    private static func bit(_ call: Int, _ seat: Seat) -> UInt16 {
        1 << UInt16(call * 4 + Int(seat.rawValue))
    }

    mutating func noteUnforeseen(_ call: Int) { unforeseen |= 1 << UInt8(call) }

    func isUnforeseen(_ call: Int) -> Bool { unforeseen >> UInt8(call) & 1 == 1 }

    /// Without what the people still may do and what may still go wrong: worlds that are alike as long as
    /// nothing of that happens.
    var calm: World {
        var calm = self
        calm.faultsLeft = 0
        for seat in Seat.allCases {
            calm[seat].wishes = 0
            calm[seat].moves = 0
            calm[seat].lastSaid = nil
        }
        return calm
    }
}

/// Who plays and how much may go wrong.
package struct Play: Sendable {
    /// The devices.
    package var seats: [Seat]
    /// How many calls Alice may place.
    package var wishesOfAlice: UInt8
    /// How many calls Bo may place, from his first device.
    package var wishesOfBo: UInt8
    /// How many from his second one; together no more than two.
    package var wishesOfBoToo: UInt8
    /// The devices at which a call of another one may be continued, once each.
    package var moves: [Seat]
    /// Has Bo no page open at first, and is he notified?
    package var notifiesBo: Bool
    /// How many things may go wrong, each at any step: a connection breaks with what was in flight, a page is
    /// loaded again, a device gets another network, the server is killed, the process that decides is replaced,
    /// the store fails, a message arrives twice, a microphone fails, the path of the audio breaks, a device that
    /// waits for an answer sleeps for longer than a call rings, a device gets another address and does not know it, the
    /// server's way into the network is gone for as long as it likes.
    package var faults: UInt8
    /// How many messages a device may be behind before it hears the next one. What a device does not know yet
    /// makes for most of the worlds; a few messages are enough for every order of two decisions.
    package var lag: Int

    /// A play.
    package init(
        seats: [Seat], wishesOfAlice: UInt8, wishesOfBo: UInt8, wishesOfBoToo: UInt8,
        moves: [Seat] = [], notifiesBo: Bool = false, faults: UInt8, lag: Int
    ) {
        self.seats = seats
        self.wishesOfAlice = wishesOfAlice
        self.wishesOfBo = wishesOfBo
        self.wishesOfBoToo = wishesOfBoToo
        self.moves = moves
        self.notifiesBo = notifiesBo
        self.faults = faults
        self.lag = lag
    }
}

extension Play {
    /// Is this device connected at first?
    func isOnline(_ seat: Seat) -> Bool { !notifiesBo || seat.isAlices }

    /// The number of the next call of a device that may still place so many. Alice's calls have the numbers 0 and 1,
    /// Bo's 2 and 3.
    func nextCall(of seat: Seat, wishes: UInt8) -> Int {
        switch seat {
        case .alice: Int(wishesOfAlice - wishes)
        case .bo: 2 + Int(wishesOfBo - wishes)
        case .boToo: 2 + Int(wishesOfBo) + Int(wishesOfBoToo - wishes)
        case .aliceToo: preconditionFailure("Alice calls from her first device only")
        }
    }
}

/// A device and both directions of its connection.
struct DeviceModel: Hashable {
    private var stateCode = Compact(DeviceState.idle)
    /// The call at hand and its role in it.
    var call: HeldCall?
    /// Reasons with which this device has ended calls, by call; 0 is none, 1 the first reason.
    var ended = SIMD4<UInt8>()
    /// The last snapshot as far as it is news; see `snapshot-filter.ts` of the browser.
    var news: UInt8 = 0
    /// The news that there is no call.
    static let noCall: UInt8 = 0xFF
    var peerSignaling = true
    var microphone = Microphone.closed
    private var timerCode: Compact<DeviceTimer>?
    var connection: Connection?
    /// What the connection said last of its path.
    var pathSeen = PathSeen.none
    /// Calls that its person may still place.
    var wishes: UInt8
    /// How often a call of another device may still be continued here.
    var moves: UInt8

    var line = Line.up
    /// Has it another network than when it last heard `session:ready`?
    var hasNewNetwork = false
    /// Does the server take its last socket for open?
    var isBelieved = true
    /// Has it slept for longer than a call rings, since it asked for the call at hand or accepted it?
    var hasSlept = false
    /// What the device said last on this line; it may arrive a second time.
    var lastSaid: Message?
    /// What the server has sent and the device has not heard yet. It comes last, where it leaves no gap.
    var inbox = Queue()

    init(wishes: UInt8, moves: UInt8) { (self.wishes, self.moves) = (wishes, moves) }

    func hash(into hasher: inout Hasher) {
        let flags: UInt64 =
            (peerSignaling ? 1 : 0) | (hasNewNetwork ? 2 : 0) | (isBelieved ? 4 : 0) | (hasSlept ? 128 : 0)
            | (call?.isCaller == true ? 8 : 0) | (connection?.isPrepared == true ? 16 : 0)
            | (connection?.awaitsAnswer == true ? 32 : 0) | (connection?.hasCandidates == true ? 64 : 0)
        let small =
            UInt64(microphone.rawValue) | UInt64(pathSeen.rawValue) << 2 | UInt64(line.rawValue) << 4
            | UInt64(connection.map { $0.remote.rawValue + 1 } ?? 0) << 6
        hasher.combine(
            flags | small << 8 | UInt64(stateCode.code) << 16 | UInt64(news) << 24 | UInt64(wishes) << 32
                | UInt64(call.map { UInt8(bitPattern: $0.number) + 1 } ?? 0) << 40
                | UInt64(timerCode.map { $0.code + 1 } ?? 0) << 48 | UInt64(moves) << 56)
        hasher.combine(UInt64(unsafeBitCast(ended, to: UInt32.self)) | UInt64(lastSaid?.raw ?? 0) << 32)
        inbox.hash(into: &hasher)
    }

    /// Does the device take its connection for open?
    var isOpen: Bool {
        switch line {
        case .up, .halfOpen: true
        case .opening, .down: false
        }
    }

    var state: DeviceState {
        get { stateCode.value }
        set { stateCode = Compact(newValue) }
    }

    var timer: DeviceTimer? {
        get { timerCode?.value }
        set { timerCode = newValue.map(Compact.init) }
    }

    struct HeldCall: Hashable {
        var number: Int8
        var isCaller: Bool
    }

    /// Its connection, as the device sees it.
    enum Line: UInt8 {
        case up
        /// The server has it, but the device has not heard `session:ready` yet and says nothing.
        case opening
        /// It looks like one, but carries nothing any more; what is in the inbox may still arrive.
        case halfOpen
        case down
    }

    enum Microphone: UInt8 { case closed, opening, open }
    enum PathSeen: UInt8 { case none, connected, disconnected, failed }

    /// A peer connection, as far as the other side can tell two of them apart.
    struct Connection: Hashable {
        /// An offer was made and waits for the accept.
        var isPrepared = false
        /// An offer was sent and waits for its answer.
        var awaitsAnswer = false
        var remote = Remote.none
        /// Has a candidate of the newest remote description arrived?
        var hasCandidates = false

        enum Remote: UInt8 {
            case none
            /// The description came from the connection that the other side's first device has now.
            case ofFirst
            /// From that of its second device.
            case ofSecond
            /// It came from one that the other side no longer has.
            case gone

            static func present(_ seat: Seat) -> Remote { seat.isSecond ? .ofSecond : .ofFirst }
        }
    }

    func reason(_ call: Int) -> EndReason? {
        ended[call] == 0 ? nil : allReasons[Int(ended[call]) - 1]
    }

    /// The number by which this device has ended the call of a snapshot.
    func endedName(of snapshot: Snapshot) -> Int? {
        if ended[snapshot.call] != 0 { return snapshot.call }
        return snapshot.alias.flatMap { ended[$0] != 0 ? $0 : nil }
    }

    mutating func forget(_ call: Int) { ended[call] = 0 }

    mutating func remember(_ reason: EndReason, _ call: Int) {
        ended[call] = Compact(reason).code + 1
    }
}
