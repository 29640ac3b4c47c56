import HTTPTypes
import SocketClient
import Testing

@testable import WebSocketUpgrade

@Suite("An upgrade that is not the first request", .timeLimit(.minutes(1)))
struct LateUpgradeTests {
    @Test("it opens a WebSocket as the first one does, and HTTP's idle timeout is over")
    func laterUpgrade() async throws {
        try await withServer(.test(idleTimeout: .seconds(5)), react: echo) { server in
            let socket = try await RawSocket.connect(port: server.port)
            for _ in 1...3 {
                try await socket.send(PlainRequestTests.hello)
                #expect(try await socket.readResponse().body == "hello")
            }
            try await socket.send(RawSocket.handshake())
            let response = try await socket.readResponse()
            #expect(response.status == 101)
            #expect(response.values("Sec-WebSocket-Accept") == [RawSocket.keyAccepted])
            let session = try await server.sessions.next()
            #expect(try await session.events.next() == .opened)
            // One that goes on with HTTP is idle from later on, and its end is the end of that patience.
            let witness = try await RawSocket.connect(port: server.port)
            try await witness.send(PlainRequestTests.hello)
            #expect(try await witness.readResponse().body == "hello")
            #expect(try await witness.readToEnd() == "")
            for number in 1...200 {
                try await socket.send(.text("\(number)"))
                #expect(try await socket.readFrame() == RawFrame.text("\(number)").fromServer)
            }
            try await socket.send(.close(1000))
            #expect(try await socket.readFrame().opcode == 8)
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("sent together with the request before it and a frame behind it, each gets its answer in order")
    func pipelined() async throws {
        try await withServer(react: echo) { server in
            let socket = try await RawSocket.connect(port: server.port)
            let frame = RawFrame.text("at once").bytes
            let requests = PlainRequestTests.hello + PlainRequestTests.hello + RawSocket.handshake()
            try await socket.send(bytes: Array(requests.utf8) + frame)
            for _ in 1...2 {
                let response = try await socket.readResponse()
                #expect(response.body == "hello")
                #expect(response.values("Connection").isEmpty)
            }
            #expect(try await socket.readResponse().status == 101)
            #expect(try await socket.readFrame() == RawFrame.text("at once").fromServer)
        }
    }

    @Test("a session that is behind is read on for when it has caught up")
    func backlogged() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(PlainRequestTests.hello)
            _ = try await socket.readResponse()
            try await socket.send(RawSocket.handshake())
            #expect(try await socket.readResponse().status == 101)
            let session = try await server.sessions.next()
            #expect(try await session.events.next() == .opened)
            try await expectBackPressure(socket, session, server)
        }
    }

    @Test(
        "behind a last request it is not served, and the connection ends",
        arguments: ["close", "keep-alive, Close"])
    func behindTheLast(connection: String) async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            let last = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: \(connection)\r\n\r\n"
            try await socket.send(last + RawSocket.handshake())
            #expect(try await socket.readResponse().status == 200)
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("who stops sending while it is decided wants no WebSocket any more", arguments: [true, false])
    func halfClosed(isFirst: Bool) async throws {
        let (asked, answers) = (WebSocketClientMailbox<Void>(), WebSocketClientMailbox<Void>())
        try await withServer(decide: { _ in
            asked.put(())
            try? await answers.next()
            return .refuse(status: .forbidden, code: "late", message: "Too late.")
        }) { server in
            let socket = try await RawSocket.connect(port: server.port)
            if !isFirst {
                try await socket.send(PlainRequestTests.hello)
                #expect(try await socket.readResponse().body == "hello")
            }
            try await socket.send(RawSocket.handshake())
            try await asked.next()
            try await socket.finishSending()
            #expect(try await socket.readToEnd() == "")
            answers.put(())
        }
    }

    @Test("one that is refused is answered in its turn, and is the last of its connection")
    func refused() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(
                PlainRequestTests.hello + RawSocket.handshake(changes: ["Sec-WebSocket-Key": nil]))
            #expect(try await socket.readResponse().status == 200)
            let response = try await socket.readResponse()
            #expect(response.status == 400)
            #expect(response.values("Connection") == ["close"])
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("a server that shuts down says goodbye to a WebSocket that came late, too")
    func shutdown() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(PlainRequestTests.hello)
            _ = try await socket.readResponse()
            try await socket.send(RawSocket.handshake())
            _ = try await socket.readResponse()
            await server.beginShutdown()
            let goodbye = RawFrame.close(1001, "the server shuts down")
            #expect(try await socket.readFrame() == goodbye.fromServer)
            try await socket.send(.close(1001))
            #expect(try await socket.readToEnd() == "")
        }
    }

    private let echo: @Sendable (RecordingSession.Event, WebSocketOutbox) -> Void = { event, outbox in
        if case .received(let text) = event { outbox.send(text) }
    }
}
