import SocketClient
import Testing

@testable import WebSocketUpgrade

@Suite("Pings of the server", .timeLimit(.minutes(1)))
struct KeepAliveTests {
    /// Long enough that a busy machine does not look like a silent client.
    static let quick = WebSocketConfiguration.test(
        pingInterval: .milliseconds(300), pingDeadline: .seconds(5))

    @Test("a client that sends no frame until the deadline is pinged, then told 1011 and cut off")
    func silentClient() async throws {
        try await withServer(Self.quick) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            var pings = 0
            var frame = try await socket.readAnyFrame()
            while frame == RawFrame(opcode: RawFrame.ping).fromServer {
                pings += 1
                frame = try await socket.readAnyFrame()
            }
            #expect((1...16).contains(pings))
            #expect(frame == RawFrame.close(1011, "ping time-out").fromServer)
            #expect(try await socket.readToEnd() == "")
            let session = try await server.sessions.next()
            #expect(try await session.eventsToTheEnd() == [.opened, .closed(.pingTimeout)])
        }
    }

    @Test("a client that answers pings outlives the deadline")
    func livingClient() async throws {
        try await withServer(Self.quick) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            // More pings than fit into one deadline.
            for _ in 1...20 {
                #expect(try await socket.readAnyFrame() == RawFrame(opcode: RawFrame.ping).fromServer)
                try await socket.send(RawFrame(opcode: RawFrame.pong))
            }
            try await socket.send(.close(1000))
            let session = try await server.sessions.next()
            #expect(try await session.eventsToTheEnd() == [.opened, .closed(.peerClosed(code: 1000))])
        }
    }

    @Test("a client whose messages wait for a session that is behind is not taken for dead")
    func slowSession() async throws {
        try await withServer(Self.quick) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            let session = try await server.sessions.next()
            session.fallBehind(true)
            try await socket.send(.text("slow"), .text("after"))
            for _ in 1...20 {
                #expect(try await socket.readAnyFrame() == RawFrame(opcode: RawFrame.ping).fromServer)
            }
            session.fallBehind(false)
            for event in [RecordingSession.Event.opened, .received("slow"), .received("after")] {
                #expect(try await session.events.next() == event)
            }
        }
    }
}
