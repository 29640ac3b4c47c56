import CallCore

/// The cast: Alice calls, Bo is called, Carl is somebody else. Numbers name devices.
enum People {
    static let alicePhone = party("alice", 1)
    static let aliceLaptop = party("alice", 2)
    static let boPhone = party("bo", 3)
    static let boLaptop = party("bo", 4)
    static let carlPhone = party("carl", 5)

    static let start = Timestamp(milliseconds: 1_700_000_000_000)
    static let timers = CallTimers()

    static func callID(_ number: Int) -> CallID { CallID(uuid(number))! }

    private static func party(_ user: String, _ number: Int) -> Party {
        Party(user: UserID(user)!, device: DeviceID(uuid(number))!)
    }

    private static func uuid(_ number: Int) -> String {
        let digits = String(number)
        return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }
}

extension Timestamp {
    func after(_ seconds: Double) -> Timestamp { advanced(by: .milliseconds(Int64(seconds * 1000))) }
}
