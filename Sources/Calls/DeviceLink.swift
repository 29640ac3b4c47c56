import NIOCore

/// One device's socket, as the call service sees it. None of its functions waits.
package protocol DeviceLink: Sendable {
    /// Puts a message into the device's bounded outbox.
    func send(_ message: ByteBuffer)
    /// A message that the device had sent is dealt with: there is room for another one.
    func handled()
    /// Closes the socket with a reason that the browser can read.
    func close(_ closing: LinkClosing)
    /// Closes the socket of a device that broke a rule of the frame, now that it was told so.
    func closeAfterViolation()
}

/// Why the server closes a device's socket (RFC 6455 section 7.4; 4000 and up are ours).
package enum LinkClosing: Hashable, Sendable {
    /// A newer socket of the same device took over.
    case replaced
    /// The session ended: signed out, password changed, account disabled.
    case signedOut
    /// Too many refused messages.
    case abuse
    /// The person has too many devices connected.
    case tooManyDevices

    /// The close code.
    package var code: UInt16 {
        switch self {
        case .replaced: 4001
        case .signedOut: 4003
        case .abuse, .tooManyDevices: 1008
        }
    }

    /// The reason in words; at most 123 bytes.
    package var reason: String {
        switch self {
        case .replaced: "replaced by a newer connection of this device"
        case .signedOut: "signed out"
        case .abuse: "too many refused messages"
        case .tooManyDevices: "too many devices of this person are connected"
        }
    }
}
