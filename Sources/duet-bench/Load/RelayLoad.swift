/// Pairs in calls that send each other candidates, and a session description now and then.
final class RelayLoad: Load {
    enum Mode: Sendable {
        /// So many signals a second, whatever comes back; each is late from when it ought to have been sent.
        case rate(Int)
        /// So many signals on their way at any time, sent by the devices in turn.
        case saturated(inFlight: Int)
    }

    /// What was measured since it was reset.
    struct Result: Sendable {
        var delivered = 0
        var latencies = Latencies()
        /// Did the load ever have to wait for the limits of the server's own protocol?
        var isHeldBack = false
    }

    /// One signal in so many is a session description, the others are candidates: the server passes on at
    /// most a hundred between two.
    static let signalsPerDescription = 90

    /// One device with what it sends.
    private final class Side {
        let device: Device
        let candidate: [UInt8]
        let description: [UInt8]
        var allowance = Allowance(at: .now)
        var count = 0
        /// When the signals that are on their way should have been sent.
        var onTheWay = MomentQueue()

        init(_ device: Device, people: [Person], callID: [UInt8]) {
            let (from, to) = (people[device.index], people[device.index ^ 1])
            let kind = device.index.isMultiple(of: 2) ? "call:offer" : "call:answer"
            func frame(_ text: String) -> [UInt8] {
                FrameTemplate(text, callID: Wording.callID).bytes(callID: callID)
            }
            self.device = device
            candidate = frame(Wording.candidate(from: from, to: to))
            description = frame(Wording.description(kind, from: from, to: to))
        }
    }

    var result = Result()

    private let mode: Mode
    private let sides: [Side]
    private let order: [Int]
    private var next = 0
    private var onTheWay = 0
    private var start = Moment.now
    private var due = 0

    /// For a crowd whose pairs are in calls.
    init(_ crowd: Crowd, callIDs: [[UInt8]], mode: Mode) {
        self.mode = mode
        sides = crowd.devices.map {
            Side($0, people: crowd.server.people, callID: callIDs[$0.index / 2])
        }
        order = Array(sides.indices).shuffled()
        start = .now
    }

    // MARK: Sending

    /// Sends what is due.
    func turn(at now: Moment) throws -> Moment {
        switch mode {
        case .rate(let rate):
            while true {
                let moment = start + Double(due) / Double(rate)
                guard moment <= now else { return moment }
                due += 1
                if let side = nextSide(at: now) { try send(by: side, due: moment) }
            }
        case .saturated(let inFlight):
            while onTheWay < inFlight {
                guard let side = nextSide(at: now) else { return now + 0.005 }
                try send(by: side, due: now)
            }
            return .distantFuture
        }
    }

    /// The next device that may send; nil when the limits forbid it to all of them.
    private func nextSide(at now: Moment) -> Side? {
        for _ in sides.indices {
            let side = sides[order[next]]
            next = next + 1 == order.count ? 0 : next + 1
            if side.allowance.take(1, at: now) { return side }
        }
        result.isHeldBack = true
        return nil
    }

    private func send(by side: Side, due: Moment) throws {
        let isDescription = side.count % Self.signalsPerDescription == 0
        try side.device.send(isDescription ? side.description : side.candidate)
        side.count += 1
        side.onTheWay.append(due)
        onTheWay += 1
    }

    // MARK: Receiving

    func receive(_ type: MessageType, by device: Device, at now: Moment) throws {
        switch type {
        case .candidate, .offer, .answer:
            guard let due = sides[device.index ^ 1].onTheWay.popFirst() else {
                throw LoadFailure("A signal came in that nobody had sent.")
            }
            onTheWay -= 1
            result.delivered += 1
            result.latencies.record(from: due, to: now)
            if case .saturated = mode { _ = try turn(at: now) }
        case .end, .reject:
            throw LoadFailure("The server ended a call in progress.")
        case .ready, .presence, .refusal, .incoming, .accept, .other:
            break
        }
    }
}
