import SocketClient
import Testing

@testable import WebSocketUpgrade

/// Sees that a session that is behind gets at most what one read holds more, later the rest, in order, and that none is lost.
func expectBackPressure(_ socket: sending RawSocket, _ session: RecordingSession, _ server: TestServer)
    async throws
{
    let (count, text) = (400, String(repeating: "x", count: 4_000))
    session.fallBehind(true)
    async let sent: Void = {
        for index in 0..<count { try await socket.send(.text("\(index) \(text)")) }
    }()
    #expect(try await session.events.next() == .received("0 \(text)"))
    // Meanwhile others are served, for longer than it would take to read everything.
    let other = try await RawSocket.upgraded(port: server.port)
    for _ in 1...count {
        try await other.send(RawFrame(opcode: RawFrame.ping))
        #expect(try await other.readFrame().opcode == RawFrame.pong)
    }
    // One of the server's reads takes 16 KiB, and it may take some of them at once.
    #expect(session.events.count < 50)
    session.fallBehind(false)
    for index in 1..<count { #expect(try await session.events.next() == .received("\(index) \(text)")) }
    try await sent
}
