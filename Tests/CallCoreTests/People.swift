import CallCore

/// The cast: Alice calls, Bo is called, Carl is somebody else. Numbers name devices.
enum People {
    static let alicePhone = endpoint("alice", 1)
    static let aliceLaptop = endpoint("alice", 2)
    static let boPhone = endpoint("bo", 3)
    static let boLaptop = endpoint("bo", 4)
    static let carlPhone = endpoint("carl", 5)
    static let dora = endpoint("dora", 6)

    static let start = Timestamp(milliseconds: 1_700_000_000_000)
    static let timers = CallTimers()

    static func callID(_ number: Int) -> CallID { CallID(uuid(number))! }

    /// Alice's call that rings at Bo's.
    static func ringing() -> Call {
        let wish = Initiation(id: callID(1), caller: alicePhone, callee: boPhone.user)
        return wish.decide(
            .init(sameID: nil, ofCaller: nil, ofCallee: nil), at: start, timers: timers
        ).call!
    }

    /// The same, which Bo's phone has accepted after five seconds.
    static func inCall() -> Call {
        var call = ringing()
        _ = call.handle(.acceptReceived(from: boPhone), at: start.after(5), timers: timers)
        return call
    }

    /// A registry without calls to which these are connected.
    static func registry(_ connected: Endpoint...) -> CallRegistry { registry(of: connected) }

    /// The same, in which Alice's call rings at Bo's.
    static func registryRinging(_ connected: Endpoint...) -> CallRegistry {
        var registry = registry(of: connected)
        _ = registry.handle(request(.initiate, alicePhone, to: boPhone), at: start)
        return registry
    }

    /// One in which Bo's phone has accepted it after five seconds.
    static func registryInCall() -> CallRegistry {
        var registry = registryRinging(alicePhone, boPhone)
        _ = registry.handle(request(.accept, boPhone, to: alicePhone), at: start.after(5))
        return registry
    }

    static func request(
        _ action: CallRequest.Action, _ sender: Endpoint, to peer: Endpoint, call: Int = 1
    ) -> CallInput {
        .requested(CallRequest(action, call: callID(call), peer: peer.user), by: sender)
    }

    private static func registry(of connected: [Endpoint]) -> CallRegistry {
        var registry = CallRegistry(timers: timers)
        for endpoint in connected { _ = registry.handle(.connected(endpoint), at: start) }
        return registry
    }

    private static func endpoint(_ user: String, _ number: Int) -> Endpoint {
        Endpoint(user: UserID(user)!, device: DeviceID(uuid(number))!)
    }

    private static func uuid(_ number: Int) -> String {
        let digits = String(number)
        return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }
}

extension Timestamp {
    func after(_ seconds: Double) -> Timestamp { advanced(by: .milliseconds(Int64(seconds * 1000))) }
}
