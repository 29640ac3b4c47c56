import SocketClient
import Testing

@testable import WebSocketUpgrade

@Suite("The end of a connection", .timeLimit(.minutes(1)))
struct ClosingTests {
    @Test("a Close of the client is answered with its status, then the server ends the connection")
    func closedByPeer() async throws {
        try await withServer { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            try await socket.send(.text("last"), .close(4321, "bye"), .text("too late"))
            #expect(try await socket.readFrame() == RawFrame.close(4321).fromServer)
            #expect(try await socket.readToEnd() == "")
            let session = try await server.sessions.next()
            let events = try await session.eventsToTheEnd()
            #expect(events == [.opened, .received("last"), .closed(.peerClosed(code: 4321))])
        }
    }

    @Test("a Close without a status is answered with one without")
    func closedWithoutStatus() async throws {
        try await withServer { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            try await socket.send(RawFrame(opcode: RawFrame.close))
            #expect(try await socket.readFrame() == RawFrame(opcode: RawFrame.close).fromServer)
            #expect(try await socket.readToEnd() == "")
            let session = try await server.sessions.next()
            #expect(try await session.eventsToTheEnd().last == .closed(.peerClosed(code: 1005)))
        }
    }

    @Test("the server's Close comes after what was sent before it, and waits for the client's")
    func closedByServer() async throws {
        try await withServer(react: { event, outbox in
            guard event == .opened else { return }
            outbox.send("one")
            outbox.send("two")
            outbox.close(code: 4001, reason: "replaced")
            outbox.send("never")
            outbox.close(code: 4002, reason: "never")
        }) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            #expect(try await socket.readFrame() == RawFrame.text("one").fromServer)
            #expect(try await socket.readFrame() == RawFrame.text("two").fromServer)
            #expect(try await socket.readFrame() == RawFrame.close(4001, "replaced").fromServer)
            try await socket.send(.text("ignored"), RawFrame(opcode: RawFrame.ping), .close(4001))
            #expect(try await socket.readToEnd() == "")
            let session = try await server.sessions.next()
            #expect(try await session.eventsToTheEnd() == [.opened, .closed(.closedByServer(code: 4001))])
        }
    }

    @Test("a client that never answers a Close is cut off after the time-out")
    func closeTimeout() async throws {
        let configuration = WebSocketConfiguration.test(closeTimeout: .milliseconds(100))
        try await withServer(
            configuration,
            react: { event, outbox in
                if event == .opened { outbox.close(code: 1000, reason: "") }
            }
        ) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            #expect(try await socket.readFrame() == RawFrame.close(1000).fromServer)
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("a reason that does not fit is cut between two characters")
    func longReason() async throws {
        try await withServer(react: { event, outbox in
            if event == .opened { outbox.close(code: 4000, reason: String(repeating: "👋", count: 40)) }
        }) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            let expected = RawFrame.close(4000, String(repeating: "👋", count: 30)).fromServer
            #expect(try await socket.readFrame() == expected)
        }
    }

    @Test("a connection that ends without a Close is lost", arguments: [true, false])
    func lost(half: Bool) async throws {
        try await withServer { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            let session = try await server.sessions.next()
            if half {
                try await socket.finishSending()
                #expect(try await socket.readToEnd() == "")
            } else {
                try await socket.cut()
            }
            #expect(try await session.eventsToTheEnd() == [.opened, .closed(.connectionLost)])
        }
    }
}
