/// One client's socket: the handshake, then frames.
final class Device {
    private enum Phase {
        case connecting
        case handshake
        case open
        case closed
    }

    /// Its number in the crowd.
    let index: Int
    private let socket: Socket
    private let poller: Poller
    private let handshake: [UInt8]
    private var reader = FrameReader()
    private var phase = Phase.connecting
    /// What the system did not take yet.
    private var unsent: [UInt8] = []

    /// Begins to connect.
    init(index: Int, port: UInt16, handshake: [UInt8], poller: Poller) throws {
        (self.index, self.handshake, self.poller) = (index, handshake, poller)
        socket = try Socket(port: port, isBlocking: false)
        try poller.add(socket.descriptor, token: index, writing: true)
    }

    /// Sends a frame, or several one after the other.
    func send(_ frames: [UInt8]) throws {
        guard unsent.isEmpty else {
            unsent += frames
            return
        }
        let sent = try frames.withUnsafeBytes { try socket.send($0) }
        guard sent < frames.count else { return }
        unsent = Array(frames[sent...])
        try poller.change(socket.descriptor, token: index, writing: true)
    }

    func close() {
        guard phase != .closed else { return }
        phase = .closed
        socket.close()
    }

    /// The socket takes bytes: at first because it is connected, later because there is room again.
    func flush() throws {
        if phase == .connecting {
            try socket.checkConnected()
            phase = .handshake
            unsent = handshake
        }
        let sent = try unsent.withUnsafeBytes { try socket.send($0) }
        unsent.removeFirst(sent)
        if unsent.isEmpty { try poller.change(socket.descriptor, token: index, writing: false) }
    }

    /// Reads what has come in, and hands over the messages.
    /// - Parameter buffer: for the bytes; what is left over is copied out of it.
    func read(
        into buffer: UnsafeMutableRawBufferPointer, _ handle: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard phase != .closed, let count = try socket.receive(into: buffer) else { return }
        guard count > 0 else { throw LoadFailure("The server closed a connection.") }
        try reader.read(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { part in
            switch part {
            case .head(let head):
                guard head.hasPrefix("HTTP/1.1 101") else {
                    throw LoadFailure("The server refused a socket: \(head.prefix { $0 != "\r\n" }).")
                }
                phase = .open
            case .frame(.text, let message):
                try handle(message)
            case .frame(.ping, let payload):
                try send(FrameTemplate.frame(.pong, payload))
            case .frame(.close, let payload):
                let code = payload.prefix(2).reduce(0) { $0 << 8 | Int($1) }
                throw LoadFailure("The server closed a socket with the code \(code).")
            case .frame(.continuation, _), .frame(.binary, _), .frame(.pong, _):
                throw LoadFailure("The server sent a frame of a kind that is not expected.")
            }
        }
    }
}
