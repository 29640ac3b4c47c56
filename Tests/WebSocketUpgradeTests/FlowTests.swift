import SocketClient
import Testing

@testable import WebSocketUpgrade

@Suite("More than the other side can take", .timeLimit(.minutes(1)))
struct FlowTests {
    @Test("a client that reads nothing is given up, and the session told so once")
    func outboxFull() async throws {
        let configuration = WebSocketConfiguration.test(closeTimeout: .milliseconds(100))
        try await withServer(
            configuration,
            react: { event, outbox in
                guard event == .opened else { return }
                let text = String(repeating: "x", count: 60000)
                // More than the buffers of two kernels hold.
                for _ in 0..<1000 { outbox.send(text) }
            }
        ) { server in
            let socket = try await RawSocket.connect(port: server.port, isReading: false)
            try await socket.send(RawSocket.handshake())
            let session = try await server.sessions.next()
            #expect(try await session.eventsToTheEnd() == [.opened, .closed(.outboxFull)])
        }
    }

    @Test("a message that does not fit is not sent; those before it are, then 1013")
    func overflowIsOrdered() async throws {
        let configuration = WebSocketConfiguration.test(outboxLimit: 1000)
        try await withServer(
            configuration,
            react: { event, outbox in
                guard event == .opened else { return }
                outbox.send("fits")
                outbox.send(String(repeating: "x", count: 1000))
                outbox.send("never")
            }
        ) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            #expect(try await socket.readFrame() == RawFrame.text("fits").fromServer)
            let close = try await socket.readFrame()
            #expect(close.payload.prefix(2) == [0x03, 0xF5])
            try await socket.send(.close(1013))
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("what the client has taken does not count any more")
    func outboxDrains() async throws {
        let configuration = WebSocketConfiguration.test(outboxLimit: 1000)
        try await withServer(
            configuration,
            react: { event, outbox in
                if case .received(let text) = event { outbox.send(text) }
            }
        ) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            let message = RawFrame.text(String(repeating: "x", count: 900))
            for _ in 1...50 {
                try await socket.send(message)
                #expect(try await socket.readFrame() == message.fromServer)
            }
        }
    }

    @Test("a session that is behind gets at most one read more, later the rest, in order, and none is lost")
    func slowSession() async throws {
        try await withServer { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            let session = try await server.sessions.next()
            #expect(try await session.events.next() == .opened)
            try await expectBackPressure(socket, session, server)
        }
    }
}
