import Explorer
import Testing

/// What is explored by every run of the tests. With `DUET_PROOF=deep` in the environment it goes further.
struct NamedPlay: Sendable, CustomTestStringConvertible {
    let name: String
    let play: Play

    var testDescription: String { name }

    private init(
        _ name: String, _ seats: [Seat] = [.alice, .bo], alice: UInt8 = 1, bo: UInt8 = 0, boToo: UInt8 = 0,
        moves: [Seat] = [], notifiesBo: Bool = false, faults: UInt8, lag: Int
    ) {
        self.name = name
        play = Play(
            seats: seats, wishesOfAlice: alice, wishesOfBo: bo, wishesOfBoToo: boToo, moves: moves,
            notifiesBo: notifiesBo, faults: faults, lag: lag)
    }

    static let usual = [
        NamedPlay("Alice calls Bo, two faults", faults: 2, lag: 2),
        NamedPlay("Alice and Bo may call each other, one fault", bo: 1, faults: 1, lag: 1),
        NamedPlay("Alice calls Bo twice, one fault", alice: 2, faults: 1, lag: 1),
        NamedPlay("Bo has two devices, one fault", [.alice, .bo, .boToo], faults: 1, lag: 1),
        NamedPlay(
            "Bo may continue the call at his other device, one fault, no delays", [.alice, .bo, .boToo],
            moves: [.boToo], faults: 1, lag: 0),
        NamedPlay(
            "Alice may continue the call at her other device, one fault, no delays",
            [.alice, .aliceToo, .bo],
            moves: [.aliceToo], faults: 1, lag: 0),
        NamedPlay(
            "both may continue the call at their other devices", [.alice, .aliceToo, .bo, .boToo],
            moves: [.aliceToo, .boToo], faults: 0, lag: 1),
        NamedPlay("Bo's page is closed, and he is notified, one fault", notifiesBo: true, faults: 1, lag: 1),
    ]

    /// Longer delays than these do not fit: a device that is five messages behind may be sent more than the sixteen
    /// that a queue holds.
    static let deep = [
        NamedPlay("Alice calls Bo, one fault, long delays", faults: 1, lag: 4),
        NamedPlay("Alice calls Bo, two faults, longer delays", faults: 2, lag: 3),
        NamedPlay("Alice calls Bo, three faults", faults: 3, lag: 2),
        NamedPlay("Alice and Bo may call each other, one fault, longer delays", bo: 1, faults: 1, lag: 2),
        NamedPlay("Alice and Bo may call each other, two faults", bo: 1, faults: 2, lag: 1),
        NamedPlay("Alice calls Bo twice, one fault, longer delays", alice: 2, faults: 1, lag: 2),
        NamedPlay("Alice calls Bo twice, two faults", alice: 2, faults: 2, lag: 1),
        NamedPlay("Bo has two devices, one fault, longer delays", [.alice, .bo, .boToo], faults: 1, lag: 2),
        NamedPlay("Bo has two devices, two faults", [.alice, .bo, .boToo], faults: 2, lag: 1),
        NamedPlay(
            "Bo calls from either device, one fault, no delays", [.alice, .bo, .boToo], alice: 0, bo: 1,
            boToo: 1,
            faults: 1, lag: 0),
        NamedPlay(
            "Bo may continue the call at his other device, one fault", [.alice, .bo, .boToo], moves: [.boToo],
            faults: 1, lag: 1),
        NamedPlay(
            "Alice may continue the call at her other device, one fault", [.alice, .aliceToo, .bo],
            moves: [.aliceToo], faults: 1, lag: 1),
        NamedPlay(
            "Bo moves the call there and back, one fault, no delays", [.alice, .bo, .boToo],
            moves: [.bo, .boToo],
            faults: 1, lag: 0),
        NamedPlay(
            "Bo calls from either device, one fault", [.alice, .bo, .boToo], alice: 0, bo: 1, boToo: 1,
            faults: 1, lag: 1
        ),
    ]

    /// Small ones that mutations are tried on, one after the other.
    static let small = [
        NamedPlay("Alice calls Bo, one fault", faults: 1, lag: 2),
        NamedPlay("Alice and Bo may call each other", bo: 1, faults: 0, lag: 2),
        NamedPlay("Bo has two devices", [.alice, .bo, .boToo], faults: 0, lag: 1),
        NamedPlay(
            "Bo may continue the call at his other device", [.alice, .bo, .boToo], moves: [.boToo], faults: 0,
            lag: 1),
        NamedPlay(
            "Alice may continue the call at her other device", [.alice, .aliceToo, .bo], moves: [.aliceToo],
            faults: 0, lag: 1),
        NamedPlay("Alice calls Bo, two faults", faults: 2, lag: 1),
        NamedPlay("Alice calls Bo twice, one fault", alice: 2, faults: 1, lag: 1),
        NamedPlay("Alice and Bo may call each other, one fault", bo: 1, faults: 1, lag: 1),
        NamedPlay(
            "Bo calls from either device, one fault, no delays", [.alice, .bo, .boToo], alice: 0, bo: 1,
            boToo: 1,
            faults: 1, lag: 0),
        NamedPlay(
            "Bo may continue the call at his other device, one fault, no delays", [.alice, .bo, .boToo],
            moves: [.boToo], faults: 1, lag: 0),
    ]
}
