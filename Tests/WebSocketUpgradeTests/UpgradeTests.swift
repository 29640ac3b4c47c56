import HTTPTypes
import NIOCore
import SocketClient
import Testing

@testable import WebSocketUpgrade

@Suite("Opening a WebSocket", .timeLimit(.minutes(1)))
struct UpgradeTests {
    @Test("an accepted handshake is answered as RFC 6455 §1.3 says, and texts go both ways")
    func accepted() async throws {
        try await withServer(react: { event, outbox in
            if case .received(let text) = event { outbox.send("echo \(text)") }
        }) { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(RawSocket.handshake(changes: ["Sec-WebSocket-Protocol": "duet.v1, other"]))
            let response = try await socket.readResponse()
            #expect(response.status == 101)
            #expect(response.values("Upgrade") == ["websocket"])
            #expect(response.values("Connection").map { $0.lowercased() } == ["upgrade"])
            #expect(response.values("Sec-WebSocket-Accept") == [RawSocket.keyAccepted])
            #expect(response.values("Sec-WebSocket-Protocol") == ["duet.v1"])

            try await socket.send(.text("hello"))
            #expect(try await socket.readFrame() == RawFrame.text("echo hello").fromServer)
            let session = try await server.sessions.next()
            #expect(try await session.events.next() == .opened)
            #expect(try await session.events.next() == .received("hello"))
        }
    }

    @Test("the decider sees path, query, cookie and origin")
    func deciderSeesTheRequest() async throws {
        let requests = WebSocketClientMailbox<HTTPRequest>()
        try await withServer(decide: { request in
            requests.put(request)
            return .accept(subprotocol: nil, session: RecordingSession())
        }) { server in
            let socket = try await RawSocket.connect(port: server.port)
            let changes = ["Cookie": "a=1; duet_session=x", "Origin": "http://127.0.0.1"]
            try await socket.send(RawSocket.handshake(path: "/signaling?device_id=d", changes: changes))
            let response = try await socket.readResponse()
            #expect(response.status == 101)
            #expect(response.values("Sec-WebSocket-Protocol").isEmpty)
            let request = try await requests.next()
            #expect(request.path == "/signaling?device_id=d")
            #expect(request.headerFields[.cookie] == "a=1; duet_session=x")
            #expect(request.headerFields[.origin] == "http://127.0.0.1")
        }
    }

    @Test("frames sent together with the request are not lost, however long the decision takes")
    func framesBehindTheRequest() async throws {
        let session = RecordingSession()
        let asked = WebSocketClientMailbox<Void>()
        let permits = WebSocketClientMailbox<Void>()
        try await withServer(decide: { _ in
            asked.put(())
            try? await permits.next()
            return .accept(subprotocol: nil, session: session)
        }) { server in
            let socket = try await RawSocket.connect(port: server.port)
            let early = RawFrame.text("early").bytes + RawFrame.text("second").bytes
            try await socket.send(bytes: Array(RawSocket.handshake().utf8) + early)
            try await asked.next()
            try await socket.send(.text("third"))
            permits.put(())
            #expect(try await socket.readResponse().status == 101)
            #expect(try await session.events.next() == .opened)
            for text in ["early", "second", "third"] {
                #expect(try await session.events.next() == .received(text))
            }
        }
    }

    @Test("a request and a frame that arrive byte by byte are understood")
    func byteByByte() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            for byte in RawSocket.handshake().utf8 { try await socket.send(bytes: [byte]) }
            #expect(try await socket.readResponse().status == 101)
            for byte in RawFrame.text("slowly").bytes { try await socket.send(bytes: [byte]) }
            let session = try await server.sessions.next()
            #expect(try await session.events.next() == .opened)
            #expect(try await session.events.next() == .received("slowly"))
        }
    }

    @Test("a refused handshake gets exactly one JSON answer and the end of the connection")
    func refused() async throws {
        let codes = WebSocketClientMailbox<String>()
        try await withServer(
            decide: { _ in
                .refuse(status: .unauthorized, code: "not_signed_in", message: "Sign in \"first\".")
            }, refused: codes.put
        ) { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(RawSocket.handshake())
            let response = try await socket.readResponse()
            #expect(response.status == 401)
            #expect(response.values("Connection") == ["close"])
            #expect(response.values("Content-Type") == ["application/json; charset=utf-8"])
            let body = #"{"error":{"code":"not_signed_in","message":"Sign in \"first\"."}}"#
            #expect(response.body == body)
            #expect(try await socket.readToEnd() == "")
            #expect(try await codes.next() == "not_signed_in")
        }
    }

    static let malformedRequests: [(String, Int, String)] = [
        (RawSocket.handshake(changes: ["Sec-WebSocket-Key": nil]), 400, "invalid_websocket_key"),
        (RawSocket.handshake(changes: ["Sec-WebSocket-Key": "short"]), 400, "invalid_websocket_key"),
        (
            RawSocket.handshake(changes: ["Sec-WebSocket-Key": "\(RawSocket.key)\r\nSec-WebSocket-Key: x"]),
            400, "invalid_websocket_key"
        ),
        (RawSocket.handshake(changes: ["Sec-WebSocket-Version": "8"]), 426, "unsupported_websocket_version"),
        (RawSocket.handshake(changes: ["Sec-WebSocket-Version": nil]), 426, "unsupported_websocket_version"),
        (RawSocket.handshake(changes: ["Connection": "keep-alive"]), 400, "connection_upgrade_missing"),
        (RawSocket.handshake(changes: ["Content-Length": "2"], body: "{}"), 400, "unexpected_body"),
        (
            RawSocket.handshake(changes: ["Transfer-Encoding": "chunked"], body: "0\r\n\r\n"), 400,
            "unexpected_body"
        ),
        (RawSocket.handshake(method: "POST"), 405, "method_not_allowed"),
        (RawSocket.handshake(path: "/elsewhere"), 404, "not_found"),
        (RawSocket.handshake(path: "/signaling/deeper"), 404, "not_found"),
        ("\u{16}\u{3}\u{1}garbage\r\n\r\n", 400, "malformed_request"),
        ("GET / HTTP/9.9\r\n\r\n", 400, "malformed_request"),
    ]

    @Test(
        "a malformed handshake gets a well-formed answer and is never put to the decider",
        arguments: malformedRequests)
    func malformed(request: String, status: Int, code: String) async throws {
        let asked = WebSocketClientMailbox<Void>()
        let codes = WebSocketClientMailbox<String>()
        try await withServer(
            decide: { _ in
                asked.put(())
                return .accept(subprotocol: nil, session: RecordingSession())
            }, refused: codes.put
        ) { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(request)
            let response = try await socket.readResponse()
            #expect(response.status == status)
            #expect(response.body.contains(#""code":"\#(code)""#))
            #expect(response.values("Connection").joined().contains("close"))
            if status == 426 {
                #expect(response.values("Sec-WebSocket-Version") == ["13"])
                #expect(response.values("Upgrade") == ["websocket"])
            }
            #expect(try await socket.readToEnd() == "")
            #expect(try await codes.next() == code)
        }
        asked.finish(throwing: CancellationError())
        await #expect(throws: CancellationError.self) { try await asked.next() }
    }

    @Test("a decision that comes after the connection has ended is dropped, and its session hears nothing")
    func decidedTooLate() async throws {
        let session = RecordingSession()
        let asked = WebSocketClientMailbox<Void>()
        let permits = WebSocketClientMailbox<Void>()
        try await withServer(decide: { _ in
            asked.put(())
            try? await permits.next()
            return .accept(subprotocol: nil, session: session)
        }) { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(RawSocket.handshake())
            try await asked.next()
            await server.beginShutdown()
            let response = try await socket.readResponse()
            #expect(response.status == 503)
            #expect(response.body.contains("shutting_down"))
            #expect(try await socket.readToEnd() == "")
            permits.put(())
        }
        session.events.finish(throwing: CancellationError())
        await #expect(throws: CancellationError.self) { try await session.events.next() }
    }
}
