import NIOCore
import NIOSSL
import SocketClient
import TestSupport
import Testing

@testable import WebSocketUpgrade

@Suite("TLS between the network and HTTP", .timeLimit(.minutes(1)))
struct SecureTransportTests {
    private let transport: Transport
    private let client: @Sendable () throws -> NIOSSLClientHandler

    init() throws {
        let key = try NIOSSLPrivateKey(bytes: [UInt8](TestCertificate.first.key.utf8), format: .pem)
        let server = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(try TestCertificate.first.parsed)],
                privateKey: .privateKey(key)))
        transport = .secure { [NIOSSLServerHandler(context: server)] }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = try TestCertificate.first.trust
        let trusting = try NIOSSLContext(configuration: configuration)
        client = { try NIOSSLClientHandler(context: trusting, serverHostname: "localhost") }
    }

    @Test("a socket carries what is said in both directions, much of it at once, and closes in order")
    func echo() async throws {
        let react: @Sendable (RecordingSession.Event, WebSocketOutbox) -> Void = { event, outbox in
            if case .received(let text) = event { outbox.send(ByteBuffer(string: text)) }
        }
        try await withServer(transport: transport, react: react) { server in
            let socket = try await WebSocketClient.connect(port: server.port, transport: client)
            let text = String(repeating: "x", count: 4_000)
            // Each time no more than what may wait to be written.
            for batch in 0..<10 {
                for index in 0..<40 { socket.send("\(batch).\(index) \(text)") }
                for index in 0..<40 { #expect(try await socket.next() == "\(batch).\(index) \(text)") }
            }
            try await socket.close()
        }
    }

    @Test("a handshake that does not come to its end is cut off", arguments: ["", "\u{16}\u{3}\u{1}\u{2}"])
    func unfinishedHandshake(beginning: String) async throws {
        try await withServer(.test(firstRequestTimeout: .milliseconds(100)), transport: transport) { server in
            let socket = try await RawSocket.connect(port: server.port)
            do {
                if !beginning.isEmpty { try await socket.send(beginning) }
                _ = try await socket.readToEnd()
            } catch is IOError {
                // On a busy machine the time is over before the beginning has been read.
            }
            try await eventually("the place is given back") { server.gate.count == 0 }
        }
    }

    @Test("one that is too many is turned away before its handshake costs anything, and counted")
    func tooMany() async throws {
        let codes = WebSocketClientMailbox<String>()
        try await withServer(gate: .inAll(1), transport: transport, refused: codes.put) { server in
            let first = try await WebSocketClient.connect(port: server.port, transport: client)
            let second = try await RawSocket.connect(port: server.port)
            #expect(try await second.readToEnd() == "")
            #expect(try await codes.next() == "too_many_connections")
            try await first.close()
        }
    }

    @Test("a peer that goes without a word of TLS leaves nothing behind")
    func raggedEnd() async throws {
        try await withServer(transport: transport) { server in
            let socket = try await WebSocketClient.connect(port: server.port, transport: client)
            let session = try await server.sessions.next()
            try await socket.channel.pipeline.context(handlerType: NIOSSLClientHandler.self)
                .flatMap { context in
                    let ended = context.eventLoop.makePromise(of: Void.self)
                    // Below TLS, so that it cannot say goodbye.
                    context.close(promise: ended)
                    return ended.futureResult
                }.get()
            #expect(try await session.events.next() == .opened)
            #expect(try await session.events.next() == .closed(.connectionLost))
            try await eventually("the place is given back") { server.gate.count == 0 }
        }
    }
}
