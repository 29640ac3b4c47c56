import Foundation

/// Pairs that place whole calls, one after the other: initiate, accept, offer, answer, four candidates each
/// way, end.
final class CallsLoad: Load {
    /// What was measured since it was reset.
    struct Result: Sendable {
        var calls = 0
        /// From the caller's wish to when the callee hears of the end.
        var durations = Latencies()
        /// Did the load ever have to wait for the limits of the server's own protocol?
        var isHeldBack = false
    }

    private static let candidates = 4
    /// Messages that the caller, who sends more of them, sends in a call.
    private static let messagesOfCaller = 3 + candidates

    /// Two people, and how far their call has come.
    private final class Pair {
        let caller: Device
        let callee: Device
        let frames: Frames
        var allowance = Allowance(at: .now)
        var id: [UInt8] = []
        var startedAt = Moment.now
        /// Of answer and candidates: what the caller still waits for before it hangs up.
        var missing = 0

        init(caller: Device, callee: Device, people: [Person]) {
            (self.caller, self.callee) = (caller, callee)
            frames = Frames(caller: people[caller.index], callee: people[callee.index])
        }
    }

    /// Everything that a pair says in a call.
    private struct Frames {
        let initiate: FrameTemplate
        let accept: FrameTemplate
        let offer: FrameTemplate
        let answer: FrameTemplate
        let callerCandidate: FrameTemplate
        let calleeCandidate: FrameTemplate
        let end: FrameTemplate

        init(caller: Person, callee: Person) {
            func template(_ text: String) -> FrameTemplate { FrameTemplate(text, callID: Wording.callID) }
            initiate = template(Wording.reference("call:initiate", from: caller, to: callee))
            accept = template(Wording.reference("call:accept", from: callee, to: caller))
            offer = template(Wording.description("call:offer", from: caller, to: callee))
            answer = template(Wording.description("call:answer", from: callee, to: caller))
            callerCandidate = template(Wording.candidate(from: caller, to: callee))
            calleeCandidate = template(Wording.candidate(from: callee, to: caller))
            end = template(Wording.end(from: caller, to: callee))
        }
    }

    var result = Result()

    private let pairs: [Pair]
    private let atOnce: Int
    /// The pair whose turn it is: of those in no call, the one that has rested longest.
    private var next = 0
    private var underWay = 0

    /// - Parameter atOnce: how many calls there are at any time, fewer than pairs.
    init(_ crowd: Crowd, atOnce: Int) {
        self.atOnce = atOnce
        pairs = stride(from: 0, to: crowd.devices.count - 1, by: 2).map { index in
            Pair(
                caller: crowd.devices[index], callee: crowd.devices[index + 1], people: crowd.server.people)
        }
    }

    /// Places as many calls as there may be.
    func turn(at now: Moment) throws -> Moment {
        while underWay < atOnce {
            let pair = pairs[next]
            // Whose last call is not over, since calls do not end in order, is passed over.
            if pair.id.isEmpty {
                guard pair.allowance.take(Self.messagesOfCaller, at: now) else {
                    result.isHeldBack = true
                    return now + 0.005
                }
                pair.id = Array(UUID().uuidString.lowercased().utf8)
                pair.startedAt = now
                pair.missing = 1 + Self.candidates
                underWay += 1
                try send([pair.frames.initiate], by: pair.caller, in: pair)
            }
            next = next + 1 == pairs.count ? 0 : next + 1
        }
        return .distantFuture
    }

    func receive(_ type: MessageType, by device: Device, at now: Moment) throws {
        let pair = pairs[device.index / 2]
        switch type {
        case .incoming:
            try send([pair.frames.accept], by: pair.callee, in: pair)
        case .accept:
            let candidates = Array(repeating: pair.frames.callerCandidate, count: Self.candidates)
            try send([pair.frames.offer] + candidates, by: pair.caller, in: pair)
        case .offer:
            let candidates = Array(repeating: pair.frames.calleeCandidate, count: Self.candidates)
            try send([pair.frames.answer] + candidates, by: pair.callee, in: pair)
        case .answer, .candidate:
            guard device === pair.caller else { return }
            pair.missing -= 1
            if pair.missing == 0 { try send([pair.frames.end], by: pair.caller, in: pair) }
        case .end where device === pair.callee && pair.missing == 0:
            pair.id = []
            underWay -= 1
            result.calls += 1
            result.durations.record(from: pair.startedAt, to: now)
            _ = try turn(at: now)
        case .end, .reject:
            throw LoadFailure("The server ended a call.")
        case .ready, .presence, .refusal, .other:
            break
        }
    }

    private func send(_ frames: [FrameTemplate], by device: Device, in pair: Pair) throws {
        try device.send(frames.flatMap { $0.bytes(callID: pair.id) })
    }
}
