import CallCore

/// The devices of a play: each person has one or two.
package enum Seat: UInt8, CaseIterable, Sendable {
    /// Alice's first device.
    case alice
    /// Bo's first device.
    case bo
    /// Bo's second device, in plays that have one.
    case boToo
    /// Alice's second device, in plays that have one.
    case aliceToo

    /// Who sits there, at which device.
    package var endpoint: Endpoint { Self.endpoints[Int(rawValue)] }

    private static let endpoints = [
        Endpoint(user: identifier("alice"), device: device("a")),
        Endpoint(user: identifier("bo"), device: device("b")),
        Endpoint(user: identifier("bo"), device: device("c")),
        Endpoint(user: identifier("alice"), device: device("e")),
    ]

    /// How a story names it.
    var name: String {
        switch self {
        case .alice: "Alice"
        case .bo: "Bo"
        case .boToo: "Bo's other device"
        case .aliceToo: "Alice's other device"
        }
    }

    /// Is it a device of Alice?
    var isAlices: Bool { self == .alice || self == .aliceToo }
    /// The other device of its person.
    var other: Seat {
        switch self {
        case .alice: .aliceToo
        case .aliceToo: .alice
        case .bo: .boToo
        case .boToo: .bo
        }
    }
    /// Is it its person's second device?
    var isSecond: Bool { self == .aliceToo || self == .boToo }
}

/// Names of the play. The texts are well-formed, so nothing can fail here but our own typing.
private func identifier(_ text: String) -> UserID {
    guard let id = UserID(text) else { preconditionFailure("\(text) is no user id") }
    return id
}

private func device(_ digit: String) -> DeviceID {
    guard let id = DeviceID("00000000-0000-4000-8000-00000000000\(digit)") else {
        preconditionFailure("\(digit) is no hexadecimal digit")
    }
    return id
}

/// Those who have no part in the calls of a play.
enum Cast {
    /// Somebody else with a device.
    static let other = Endpoint(user: identifier("carol"), device: device("d"))
}

/// Some of the devices of a play.
struct SeatSet: OptionSet, Hashable {
    let rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ seats: some Sequence<Seat>) { rawValue = seats.reduce(0) { $0 | 1 << $1.rawValue } }

    func contains(_ seat: Seat) -> Bool { rawValue >> seat.rawValue & 1 == 1 }

    /// Every part of it, the empty one first.
    var parts: [SeatSet] {
        (0...rawValue).filter { $0 & ~rawValue == 0 }.map(SeatSet.init(rawValue:))
    }
}

/// The calls of a play, by number: each person numbers their own.
package enum CallNames {
    static let all: [CallID] = (1...4).map { number in
        guard let id = CallID("00000000-0000-4000-8000-10000000000\(number)") else {
            preconditionFailure("\(number) is no digit")
        }
        return id
    }

    static func number(of id: CallID) -> Int {
        guard let number = all.firstIndex(of: id) else { preconditionFailure("\(id) is not in the play") }
        return number
    }

    /// The calls that a registry holds, by number.
    package static func calls(of registry: CallRegistry) -> [Call?] {
        all.map { id in registry.call(id).flatMap { $0.id == id ? $0 : nil } }
    }
}

/// The time of a play stands still: which timer passes when is one of the things that are tried.
enum PlayTime {
    static let timers = CallTimers()
    private static let start = Timestamp(milliseconds: 0)
    /// So late that a device which connects must not start to ring.
    static let nearlyOver = start.advanced(by: timers.ring - .seconds(2))

    static func now(late: Bool) -> Timestamp { late ? nearlyOver : start }
}
