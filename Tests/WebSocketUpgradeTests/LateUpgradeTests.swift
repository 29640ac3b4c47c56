import Testing

@testable import WebSocketUpgrade

@Suite("An upgrade that is not the first request", .timeLimit(.minutes(1)))
struct LateUpgradeTests {
    @Test("it is told to come again on a new connection, where it succeeds")
    func laterUpgrade() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(PlainRequestTests.hello)
            #expect(try await socket.readResponse().status == 200)
            try await socket.send(RawSocket.handshake())
            let response = try await socket.readResponse()
            #expect(response.status == 421)
            #expect(response.values("Connection") == ["close"])
            #expect(response.body.contains("upgrade_needs_new_connection"))
            #expect(try await socket.readToEnd() == "")
            _ = try await RawSocket.upgraded(port: server.port)
        }
    }

    @Test("sent together with the request before it, each gets its answer in order")
    func pipelined() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(PlainRequestTests.hello + RawSocket.handshake())
            let first = try await socket.readResponse()
            #expect(first.body == "hello")
            #expect(first.values("Connection").isEmpty)
            let second = try await socket.readResponse()
            #expect(second.status == 421)
            #expect(second.values("Connection") == ["close"])
            #expect(try await socket.readToEnd() == "")
        }
    }
}
