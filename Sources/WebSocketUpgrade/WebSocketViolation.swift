/// A rule of the wire that the peer broke.
package enum WebSocketViolation: Sendable, Hashable {
    /// A binary message. It is discarded and the connection goes on.
    case binaryFrame
    /// A frame whose header announces more than `maxFrameBytes`.
    case frameTooLarge
    /// A message of more than `maxMessageBytes` or `maxFragments`.
    case messageTooLarge
    /// A message whose fragments took longer than `messageTimeout`.
    case messageTooSlow
    /// More frames than ``WebSocketConfiguration/frames`` allows, of whatever kind.
    case tooManyFrames
    /// A text that is not UTF-8 (RFC 6455 §8.1).
    case invalidUTF8
    /// Anything else that RFC 6455 forbids: an unmasked frame, reserved bits or opcodes, a length
    /// that is not in its shortest form, a fragmented or long control frame, a continuation of nothing, a malformed
    /// Close.
    case protocolError

    /// The status of the Close frame (RFC 6455 §7.4.1). For `binaryFrame` it is the one to use by a
    /// session that has had enough of them.
    package var closeCode: UInt16 {
        switch self {
        case .binaryFrame: 1003
        case .frameTooLarge, .messageTooLarge: 1009
        case .messageTooSlow, .tooManyFrames: 1008
        case .invalidUTF8: 1007
        case .protocolError: 1002
        }
    }

    /// Whether the connection goes on: only if what was wrong ended with the message it was in.
    package var isSurvivable: Bool {
        switch self {
        case .binaryFrame: true
        case .frameTooLarge, .messageTooLarge, .messageTooSlow, .tooManyFrames, .invalidUTF8, .protocolError:
            false
        }
    }

    /// The reason in the Close frame.
    var sentence: String {
        switch self {
        case .binaryFrame: "only text messages are understood"
        case .frameTooLarge: "the frame is too large"
        case .messageTooLarge: "the message is too large"
        case .messageTooSlow: "the message took too long"
        case .tooManyFrames: "too many frames came"
        case .invalidUTF8: "the text is not UTF-8"
        case .protocolError: "the frame breaks the WebSocket protocol"
        }
    }
}
