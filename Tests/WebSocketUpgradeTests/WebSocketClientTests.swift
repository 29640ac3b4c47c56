import HTTPTypes
import SocketClient
import Testing

@testable import WebSocketUpgrade

@Suite("The test client", .timeLimit(.minutes(1)))
struct WebSocketClientTests {
    @Test("it sends, receives, closes, and tells the server's status")
    func conversation() async throws {
        try await withServer(react: { event, outbox in
            switch event {
            case .received("leave"): outbox.close(code: 4001, reason: "as asked")
            case .received(let text): outbox.send("echo \(text)")
            case .opened, .violated, .closed: break
            }
        }) { server in
            let client = try await WebSocketClient.connect(port: server.port, deviceID: "d")
            #expect(client.subprotocol == "duet.v1")
            client.send("hello")
            #expect(try await client.next() == "echo hello")
            client.send("leave")
            #expect(try await client.closeCode == 4001)
            await #expect(throws: WebSocketClient.Closed(code: 4001)) { try await client.next() }
        }
    }

    @Test("a first message that comes together with the 101 is not lost")
    func earlyMessage() async throws {
        try await withServer(react: { event, outbox in
            if event == .opened { outbox.send("ready") }
        }) { server in
            // Whether they share a segment is chance; it was about one time in a thousand.
            for _ in 1...200 {
                let client = try await WebSocketClient.connect(port: server.port)
                #expect(try await client.next() == "ready")
            }
        }
    }

    @Test("it answers pings")
    func pings() async throws {
        let configuration = WebSocketConfiguration.test(
            pingInterval: .milliseconds(100), pingDeadline: .seconds(5))
        try await withServer(
            configuration,
            react: { event, outbox in
                if case .received(let text) = event { outbox.send(text) }
            }
        ) { server in
            let client = try await WebSocketClient.connect(port: server.port)
            let raw = try await RawSocket.upgraded(port: server.port)
            // A connection as old as the client's, whose end shows that a deadline has passed.
            _ = try await raw.readToEnd()
            client.send("alive")
            #expect(try await client.next() == "alive")
            try await client.close()
        }
    }

    @Test("it shows a refusal's status and body")
    func refused() async throws {
        try await withServer(decide: { request in
            request.headerFields[.cookie] == "duet_session=good"
                ? .accept(subprotocol: nil, session: RecordingSession())
                : .refuse(status: .unauthorized, code: "not_signed_in", message: "Sign in first.")
        }) { server in
            let body = #"{"error":{"code":"not_signed_in","message":"Sign in first."}}"#
            await #expect(throws: WebSocketClient.Refused(status: 401, body: body)) {
                try await WebSocketClient.connect(port: server.port)
            }
            let client = try await WebSocketClient.connect(
                port: server.port, headers: [("Cookie", "duet_session=good")])
            try await client.cut()
            #expect(try await client.closeCode == nil)
        }
    }
}
