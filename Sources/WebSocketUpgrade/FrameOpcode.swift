/// What a frame is (RFC 6455 §5.2). The other numbers are reserved, and nobody has agreed on them here.
enum FrameOpcode: UInt8 {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    /// May it stand between the fragments of a message? Then it must be whole, and short (RFC 6455 §5.5).
    var isControl: Bool {
        switch self {
        case .continuation, .text, .binary: false
        case .close, .ping, .pong: true
        }
    }
}
