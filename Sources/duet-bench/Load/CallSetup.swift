import Foundation

/// Puts every two neighbours of a crowd into a call, a few pairs at a time.
final class CallSetup: Load {
    private static let atOnce = 32

    private let crowd: Crowd
    private let ids: [[UInt8]]
    private var next = 0
    private var established = 0

    private init(_ crowd: Crowd) {
        self.crowd = crowd
        ids = (0..<(crowd.devices.count / 2)).map { _ in Array(UUID().uuidString.lowercased().utf8) }
    }

    /// Places the calls. A program that knows no calls needs none.
    /// - Returns: their ids, pair by pair.
    static func run(_ crowd: Crowd) throws -> [[UInt8]] {
        let setup = CallSetup(crowd)
        guard crowd.server.target.hasCalls else { return setup.ids }
        crowd.load = setup
        defer { crowd.load = nil }
        try setup.placeAll()
        return setup.ids
    }

    private func placeAll() throws {
        for _ in 0..<min(Self.atOnce, ids.count) { try placeNext() }
        try crowd.run(
            until: { established == ids.count }, orFail: "Not all calls could be set up in time.")
    }

    private func placeNext() throws {
        guard next < ids.count else { return }
        try send("call:initiate", from: 2 * next)
        next += 1
    }

    func turn(at now: Moment) -> Moment { .distantFuture }

    func receive(_ type: MessageType, by device: Device, at now: Moment) throws {
        switch type {
        case .incoming:
            try send("call:accept", from: device.index)
        case .accept:
            established += 1
            try placeNext()
        case .reject, .end:
            throw LoadFailure("A call could not be set up.")
        case .ready, .presence, .refusal, .offer, .answer, .candidate, .other:
            break
        }
    }

    private func send(_ type: String, from index: Int) throws {
        let people = crowd.server.people
        let text = Wording.reference(type, from: people[index], to: people[index ^ 1])
        try crowd.devices[index].send(
            FrameTemplate(text, callID: Wording.callID).bytes(callID: ids[index / 2]))
    }
}
