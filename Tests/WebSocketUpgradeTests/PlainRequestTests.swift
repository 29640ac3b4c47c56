import NIOCore
import SocketClient
import Synchronization
import Testing

@testable import WebSocketUpgrade

@Suite("Ordinary requests beside the WebSocket", .timeLimit(.minutes(1)))
struct PlainRequestTests {
    static let hello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test("a connection is kept for the next request")
    func keepAlive() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            for _ in 1...3 {
                try await socket.send(Self.hello)
                let response = try await socket.readResponse()
                #expect(response.status == 200)
                #expect(response.body == "hello")
                #expect(response.values("Connection").isEmpty)
            }
        }
    }

    @Test("requests sent at once are answered in order")
    func pipelined() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            let post = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody"
            try await socket.send(Self.hello + post + Self.hello)
            for body in ["hello", "body", "hello"] {
                #expect(try await socket.readResponse().body == body)
            }
        }
    }

    @Test("a first request may have a body, in pieces")
    func firstRequestWithBody() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc")
            try await socket.send("def")
            #expect(try await socket.readResponse().body == "abcdef")
            try await socket.send(Self.hello)
            #expect(try await socket.readResponse().body == "hello")
        }
    }

    @Test("Connection: close is honoured and announced")
    func connectionClose() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n")
            let response = try await socket.readResponse()
            #expect(response.body == "hello")
            #expect(response.values("Connection") == ["close"])
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test(
        "a request for another protocol is an ordinary, and the last, request",
        arguments: [
            "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
            "GET /hello HTTP/1.0\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        ])
    func otherProtocol(request: String) async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            // What follows is never read: the answer says so, and the end of the stream proves it.
            try await socket.send(request + Self.hello)
            let response = try await socket.readResponse()
            #expect(response.status == 200)
            #expect(response.body == "hello")
            #expect(response.values("Connection") == ["close"])
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("an Upgrade that Connection does not name means nothing")
    func unnamedUpgrade() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send("GET /hello HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\n\r\n" + Self.hello)
            #expect(try await socket.readResponse().body == "hello")
            #expect(try await socket.readResponse().body == "hello")
        }
    }

    @Test("a CONNECT is answered and ends the connection")
    func connect() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send("CONNECT other:443 HTTP/1.1\r\nHost: other:443\r\n\r\n")
            let response = try await socket.readResponse()
            #expect(response.status == 404)
            #expect(response.values("Connection") == ["close"])
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("the WebSocket's path asked without an upgrade says what it is, and the connection goes on")
    func plainRequestToTheWebSocket() async throws {
        let codes = WebSocketClientMailbox<String>()
        try await withServer(refused: codes.put) { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send("GET /signaling?device_id=d HTTP/1.1\r\nHost: x\r\n\r\n")
            let response = try await socket.readResponse()
            #expect(response.status == 426)
            #expect(response.values("Upgrade") == ["websocket"])
            #expect(response.body.contains("upgrade_required"))
            #expect(try await codes.next() == "upgrade_required")
            try await socket.send(Self.hello)
            #expect(try await socket.readResponse().body == "hello")
        }
    }

    @Test("a malformed later request gets 400")
    func malformedLaterRequest() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(Self.hello)
            #expect(try await socket.readResponse().status == 200)
            try await socket.send("nonsense\r\n\r\n")
            #expect(try await socket.readResponse().status == 400)
            #expect(try await socket.readToEnd() == "")
        }
    }

    static let faultyHeads = [
        "GET /hello HTTP/1.1\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
        "GET /hello HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: x\r\nbad name: y\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: x\r\nX: a\u{1}b\r\n\r\n",
        "GET /hello\r\nHost: x\r\n\r\n", "GRAB /hello HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /hello HTTX/1.1\r\nHost: x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ]

    @Test(
        "a head that is none, or does not say what is asked, gets 400 and the end of the connection",
        arguments: faultyHeads, [true, false])
    func faultyHead(request: String, isFirst: Bool) async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            if !isFirst {
                try await socket.send(Self.hello)
                #expect(try await socket.readResponse().status == 200)
            }
            try await socket.send(request + Self.hello)
            let response = try await socket.readResponse()
            #expect(response.status == 400)
            #expect(response.values("Connection") == ["close"])
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("HTTP/1.0 needs no Host")
    func noHost() async throws {
        try await withServer { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send("GET /hello HTTP/1.0\r\n\r\n")
            #expect(try await socket.readResponse().body == "hello")
        }
    }

    @Test("a request that names a host that is not ours is told so, whatever it asks and whenever it comes")
    func unknownHost() async throws {
        let codes = WebSocketClientMailbox<String>()
        try await withServer(
            answersTo: { host, address in host == "ours" && address == "127.0.0.1" }, refused: codes.put
        ) { server in
            let upgrading = try await RawSocket.connect(port: server.port)
            try await upgrading.send(RawSocket.handshake(changes: ["Host": "evil.example"]))
            #expect(try await upgrading.readResponse().status == 421)
            let accepted = try await RawSocket.connect(port: server.port)
            try await accepted.send(RawSocket.handshake(changes: ["Host": "ours"]))
            #expect(try await accepted.readResponse().status == 101)

            let socket = try await RawSocket.connect(port: server.port)
            for host in ["evil.example", "ours", "evil.example"] {
                try await socket.send("GET /hello HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                let response = try await socket.readResponse()
                #expect(response.status == (host == "ours" ? 200 : 421))
                #expect(response.body.contains("public-url") == (host != "ours"))
            }
            for _ in 1...3 { #expect(try await codes.next() == "unknown_host") }
        }
    }

    @Test("a later head that drips does not keep a connection that is idle for the rest")
    func drippingHead() async throws {
        try await withServer(.test(idleTimeout: .milliseconds(200))) { server in
            let socket = try await RawSocket.connect(port: server.port)
            try await socket.send(Self.hello)
            #expect(try await socket.readResponse().status == 200)
            try await socket.send("GET /hello HTTP/1.1\r\nX: ")
            // Ends with the connection: each byte is sent once the one before it is on its way.
            await #expect(throws: (any Error).self) {
                while true {
                    try await socket.send("y")
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }
    }

    @Test("an idle connection is closed", arguments: [true, false])
    func idle(hasAsked: Bool) async throws {
        let configuration =
            hasAsked
            ? WebSocketConfiguration.test(idleTimeout: .milliseconds(100))
            : WebSocketConfiguration.test(firstRequestTimeout: .milliseconds(100))
        try await withServer(configuration) { server in
            let socket = try await RawSocket.connect(port: server.port)
            if hasAsked {
                try await socket.send(Self.hello)
                #expect(try await socket.readResponse().status == 200)
            }
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("a proxy's idle connection is kept while a stranger's is not")
    func idleProxy() async throws {
        var configuration = WebSocketConfiguration.test(idleTimeout: .milliseconds(100))
        configuration.proxyIdleTimeout = .seconds(3600)
        let isStranger = Mutex(false)
        let gate = ConnectionGate(limits: .init(total: 10, perNetwork: 10)) { address in
            isStranger.withLock { $0 } ? address : nil
        }
        try await withServer(configuration, gate: gate) { server in
            func asking() async throws -> RawSocket {
                let socket = try await RawSocket.connect(port: server.port)
                try await socket.send(Self.hello)
                #expect(try await socket.readResponse().status == 200)
                return socket
            }
            let proxy = try await asking()
            isStranger.withLock { $0 = true }
            #expect(try await asking().readToEnd() == "")
            try await proxy.send(Self.hello)
            #expect(try await proxy.readResponse().status == 200)
        }
    }

    @Test("a head that does not end in time is cut off")
    func endlessHead() async throws {
        try await withServer(.test(firstRequestTimeout: .milliseconds(100))) { server in
            let socket = try await RawSocket.connect(port: server.port)
            do {
                try await socket.send("GET /hello HTTP/1.1\r\nX: y\r\n")
                #expect(try await socket.readToEnd() == "")
            } catch is IOError {
                // On a busy machine the time is over before the head has been read.
            }
        }
    }
}
