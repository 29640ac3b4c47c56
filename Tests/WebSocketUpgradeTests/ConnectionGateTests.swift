import HTTPTypes
import NIOCore
import NIOEmbedded
import SocketClient
import TestSupport
import Testing

@testable import WebSocketUpgrade

@Suite("How many connections there may be, and how slow", .timeLimit(.minutes(1)))
struct ConnectionGateTests {
    private static let hello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"

    private static func channel(from address: String) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: address, port: 1)
        return channel
    }

    /// The code of the refusal for a new connection, or nil.
    private static func code(_ gate: ConnectionGate, _ address: String) throws -> String? {
        gate.enter(try channel(from: address))?.code
    }

    @Test("one that is too many is told so, and lets nobody else down")
    func total() async throws {
        try await withServer(gate: .inAll(2)) { server in
            let first = try await RawSocket.connect(port: server.port)
            try await first.send(Self.hello)
            _ = try await first.readResponse()
            let second = try await RawSocket.upgraded(port: server.port)
            let third = try await RawSocket.connect(port: server.port)
            let response = try await third.readResponse()
            #expect(response.status == 503)
            #expect(response.values("Retry-After") == ["5"] && response.values("Connection") == ["close"])
            #expect(response.body.contains("too_many_connections"))
            #expect(try await third.readToEnd() == "")
            // Those that are there go on, and a place that is given back is there for the next one.
            try await first.send(Self.hello)
            #expect(try await first.readResponse().status == 200)
            try await second.cut()
            try await eventually("the place is given back") { server.gate.count == 1 }
            let fourth = try await RawSocket.connect(port: server.port)
            try await fourth.send(Self.hello)
            #expect(try await fourth.readResponse().status == 200)
        }
    }

    @Test("one network cannot take all places; what belongs to none is counted in all only")
    func perNetwork() throws {
        let gate = ConnectionGate(limits: .init(total: 6, perNetwork: 2)) { address in
            address.hasPrefix("127.") ? nil : String(address.prefix(9))
        }
        let code = "too_many_connections_of_one_network"
        let codes = try ["203.0.113.7", "203.0.113.8", "203.0.113.9"].map { try Self.code(gate, $0) }
        #expect(codes == [nil, nil, code])
        #expect(try Self.code(gate, "198.51.100.1") == nil)
        for _ in 0..<3 { #expect(try Self.code(gate, "127.0.0.1") == nil) }
        #expect(try Self.code(gate, "127.0.0.1") == "too_many_connections")
    }

    @Test("a connection that closes, or is a WebSocket now, makes room for another one of its network")
    func roomAgain() throws {
        let gate = ConnectionGate(limits: .init(total: 100, perNetwork: 1)) { $0 }
        let first = try Self.channel(from: "203.0.113.7")
        #expect(gate.enter(first) == nil)
        _ = try first.finish()
        let second = try Self.channel(from: "203.0.113.7")
        #expect(gate.enter(second) == nil && gate.count == 1)
        gate.becomesWebSocket(second)
        #expect(try Self.code(gate, "203.0.113.7") == nil)
        #expect(gate.count == 2)
        _ = try second.finish()
        #expect(gate.count == 1)
        #expect(try Self.code(gate, "203.0.113.7") == "too_many_connections_of_one_network")
    }

    @Test("an accepted WebSocket takes no place of its network")
    func webSocketsOfOneNetwork() async throws {
        let gate = ConnectionGate(limits: .init(total: 9, perNetwork: 1)) { _ in "one" }
        try await withServer(gate: gate) { server in
            let first = try await RawSocket.upgraded(port: server.port)
            try await eventually("the first one is a WebSocket") { server.sockets.count == 1 }
            let second = try await RawSocket.upgraded(port: server.port)
            #expect(gate.count == 2)
            try await first.cut()
            try await second.cut()
        }
    }

    @Test("unless nobody has signed in for it")
    func strangersWebSockets() async throws {
        let gate = ConnectionGate(limits: .init(total: 9, perNetwork: 1)) { _ in "one" }
        let accept: @Sendable (HTTPRequest) async -> UpgradeDecision = { _ in
            .accept(subprotocol: nil, session: SilentSession())
        }
        try await withServer(gate: gate, decide: accept) { server in
            let first = try await RawSocket.upgraded(port: server.port)
            let second = try await RawSocket.connect(port: server.port)
            try await second.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await second.readResponse().status == 503)
            try await first.cut()
        }
    }

    @Test("a message that never becomes whole is not waited for, whatever else comes")
    func slowMessage() async throws {
        let configuration = WebSocketConfiguration.test(
            messageTimeout: .milliseconds(300), pingInterval: .milliseconds(100))
        try await withServer(
            configuration, react: { event, outbox in if case .violated = event { outbox.explained() } }
        ) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            try await socket.send(.text("a", isFinal: false))
            var frame = try await socket.readFrame()
            while frame.opcode == RawFrame.ping {
                try await socket.send(RawFrame(opcode: RawFrame.pong))
                frame = try await socket.readFrame()
            }
            #expect(frame == RawFrame.close(1008, "the message took too long").fromServer)
            // One after the other they may take as long as they like.
            let other = try await RawSocket.upgraded(port: server.port)
            for _ in 0..<5 {
                try await other.send(.text("a", isFinal: false), RawFrame(opcode: RawFrame.continuation))
                #expect(try await other.readAnyFrame() == RawFrame(opcode: RawFrame.ping).fromServer)
            }
            let sessions = [try await server.sessions.next(), try await server.sessions.next()]
            #expect(try await sessions[0].events.next() == .opened)
            #expect(try await sessions[0].events.next() == .violated(.messageTooSlow))
            for event in [RecordingSession.Event.opened] + Array(repeating: .received("a"), count: 5) {
                #expect(try await sessions[1].events.next() == event)
            }
        }
    }

    @Test("a body that drips is not waited for")
    func slowBody() async throws {
        try await withServer(.test(requestTimeout: .milliseconds(200))) { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc")
            #expect(try await socket.readToEnd() == "")
            // One that is whole in time is answered, however long the answer takes.
            let other = try await RawSocket.connect(port: server.port)
            try await other.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
            #expect(try await other.readResponse().body == "abc")
            try await other.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
            try await server.slowRequests.next()
            // Another body drips until its time is over, so that the time of this request is over, too.
            let later = try await RawSocket.connect(port: server.port)
            try await later.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc")
            #expect(try await later.readToEnd() == "")
            server.releases.put(())
            #expect(try await other.readResponse().body == "slow")
        }
    }
}

extension ConnectionGate {
    /// So many connections, from wherever.
    static func inAll(_ total: Int) -> ConnectionGate {
        ConnectionGate(limits: .init(total: total, perNetwork: 0)) { _ in nil }
    }
}
