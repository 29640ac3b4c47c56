/// Everybody's sockets, all on one thread, which does nothing but wait for them and serve them.
final class Crowd {
    /// What came in since the sockets were opened.
    struct Traffic: Sendable {
        var readyBytes = 0
        var presenceBytes = 0
        var presenceMessages = 0
        /// When presence last came in.
        var lastPresence: Moment?
    }

    let server: MeasuredServer
    private(set) var devices: [Device] = []
    private(set) var traffic = Traffic()
    /// What the crowd does; nothing as long as there is none.
    var load: (any Load)?

    private let poller: Poller
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var ready = 0
    private var wanted = 0

    init(_ server: MeasuredServer) throws {
        self.server = server
        poller = try Poller()
        devices.reserveCapacity(server.people.count)
    }

    deinit { buffer.deallocate() }

    /// Works with a crowd, whose sockets are closed afterwards.
    static func with<Result>(
        _ server: MeasuredServer, _ work: (Crowd) throws -> Result
    ) throws -> Result {
        let crowd = try Crowd(server)
        defer { for device in crowd.devices { device.close() } }
        return try work(crowd)
    }

    // MARK: Time

    /// Serves the sockets for a while.
    func run(seconds: Double) throws {
        let end = Moment.now + seconds
        while Moment.now < end { try turn(until: end) }
    }

    /// Serves the sockets until something is so.
    func run(until condition: () -> Bool, orFail sentence: String, after seconds: Double = 300) throws {
        let end = Moment.now + seconds
        while !condition() {
            guard Moment.now < end else { throw LoadFailure(sentence) }
            try turn(until: end)
        }
    }

    /// Serves the sockets until no presence has come in for a while, so that it does not run into what is
    /// measured next.
    func settle() throws {
        try run(seconds: 1.5)
        let end = Moment.now + 60
        while let last = traffic.lastPresence, Moment.now < min(end, last + 1.5) {
            try run(seconds: 0.1)
        }
    }

    private func turn(until end: Moment) throws {
        let alarm = try load?.turn(at: .now) ?? .distantFuture
        try poller.wait(until: min(end, alarm)) { readiness in
            let device = devices[readiness.token]
            if readiness.canWrite { try device.flush() }
            if readiness.canRead {
                let now = Moment.now
                try device.read(into: buffer) { try receive($0, by: device, at: now) }
            }
        }
    }

    // MARK: Sockets

    /// Connects the next people, `atOnce` at a time, each until its `session:ready`.
    func connect(_ count: Int, atOnce: Int = 64) throws {
        wanted += count
        for _ in 0..<min(atOnce, count) { try openNext() }
        try run(until: { ready == wanted }, orFail: "Not everybody could connect in time.")
    }

    private func openNext() throws {
        guard devices.count < wanted else { return }
        let person = server.people[devices.count]
        devices.append(
            try Device(
                index: devices.count, port: server.port, handshake: server.handshake(of: person),
                poller: poller))
    }

    private func receive(_ message: UnsafeRawBufferPointer, by device: Device, at now: Moment) throws {
        let type = MessageType(of: message)
        switch type {
        case .ready:
            traffic.readyBytes += message.count
            ready += 1
            try openNext()
        case .presence:
            traffic.presenceBytes += message.count
            traffic.presenceMessages += 1
            traffic.lastPresence = now
        case .refusal:
            throw LoadFailure("The server refused a message: \(String(decoding: message, as: UTF8.self))")
        case .incoming, .accept, .reject, .offer, .answer, .candidate, .end, .other:
            try load?.receive(type, by: device, at: now)
        }
    }
}
