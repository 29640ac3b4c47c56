import SocketClient
import TestSupport
import Testing

@testable import WebSocketUpgrade

@Suite("Graceful shutdown", .timeLimit(.minutes(1)))
struct ShutdownTests {
    @Test("every kind of connection ends properly, and soon")
    func everyKind() async throws {
        // Far beyond the time limit: whatever ends, ends for the shutdown and not for a time-out.
        let configuration = WebSocketConfiguration.test(
            closeTimeout: .seconds(3600), firstRequestTimeout: .seconds(3600), idleTimeout: .seconds(3600))
        try await withServer(configuration) { server in
            let silent = try await RawSocket.connect(port: server.port)
            let halfHead = try await RawSocket.connect(port: server.port)
            try await halfHead.send("GET /hello HTTP/1.1\r\n")
            let idle = try await RawSocket.connect(port: server.port)
            try await idle.send(PlainRequestTests.hello)
            #expect(try await idle.readResponse().status == 200)
            let busy = try await RawSocket.connect(port: server.port)
            try await busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
            try await server.slowRequests.next()
            let upgraded = try await RawSocket.upgraded(port: server.port)
            let session = try await server.sessions.next()

            await server.beginShutdown()

            #expect(
                try await upgraded.readFrame() == RawFrame.close(1001, "the server shuts down").fromServer)
            #expect(try await session.eventsToTheEnd() == [.opened, .closed(.shutdown)])
            try await upgraded.send(.close(1001))
            #expect(try await upgraded.readToEnd() == "")
            #expect(try await silent.readToEnd() == "")
            #expect(try await halfHead.readToEnd() == "")
            #expect(try await idle.readToEnd() == "")
            server.releases.put(())
            #expect(try await busy.readResponse().body == "slow")
            #expect(try await busy.readToEnd() == "")
        }
    }

    @Test("a body that drips and an answer that nobody reads hold the server up no longer than the time-out")
    func slowPeers() async throws {
        let configuration = WebSocketConfiguration.test(
            requestTimeout: .seconds(3600), shutdownTimeout: .milliseconds(300), idleTimeout: .seconds(3600))
        try await withServer(configuration) { server in
            let dripping = try await RawSocket.connect(port: server.port)
            try await dripping.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc")
            let deaf = try await RawSocket.connect(port: server.port, isReading: false)
            try await deaf.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
            try await server.slowRequests.next()
            await server.beginShutdown()
            #expect(try await dripping.readToEnd() == "")
            // That the server ends is seen by this function's end.
        }
    }

    @Test("a WebSocket that does not answer the Close holds the server up no longer than the time-out")
    func deafClient() async throws {
        let configuration = WebSocketConfiguration.test(closeTimeout: .milliseconds(100))
        try await withServer(configuration) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            await server.beginShutdown()
            #expect(try await socket.readFrame().opcode == RawFrame.close)
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test(
        "all WebSockets can be closed at once, whoever opens one later among them, and the sessions hear of it"
    )
    func closedAtOnce() async throws {
        try await withServer { server in
            let early = try await RawSocket.upgraded(port: server.port)
            let session = try await server.sessions.next()
            // The client may have read the 101 before the server has counted its socket.
            try await eventually("the socket is counted") { server.sockets.count == 1 }
            server.sockets.closeAll()
            await server.sockets.allClosed()
            #expect(try await early.readToEnd() == "")
            #expect(try await session.eventsToTheEnd() == [.opened, .closed(.connectionLost)])

            let late = try await RawSocket.upgraded(port: server.port)
            #expect(try await late.readToEnd() == "")
            #expect(
                try await server.sessions.next().eventsToTheEnd() == [.opened, .closed(.connectionLost)])
            await server.sockets.allClosed()
        }
    }

    @Test("a hundred WebSockets are told at once")
    func many() async throws {
        try await withServer(.test(closeTimeout: .seconds(3600))) { server in
            var clients: [WebSocketClient] = []
            for index in 0..<100 {
                clients.append(try await .connect(port: server.port, deviceID: "device-\(index)"))
            }
            await server.beginShutdown()
            for client in clients { #expect(try await client.closeCode == 1001) }
        }
    }
}
