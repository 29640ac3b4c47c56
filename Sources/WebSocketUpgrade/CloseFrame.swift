import NIOCore

/// The payload of a Close frame (RFC 6455 §5.5.1): nothing, or a status and a reason.
enum CloseFrame {
    /// Stands for a payload without a status; never sent (RFC 6455 §7.4.1).
    static let noStatus: UInt16 = 1005

    /// The longest reason: a control frame carries 125 bytes, two of them are the status.
    static let maxReasonBytes = 123

    /// What a received payload says.
    static func status(of payload: ByteBuffer) -> Result<UInt16, WebSocketViolation> {
        var payload = payload
        if payload.readableBytes == 0 { return .success(self.noStatus) }
        guard let code = payload.readInteger(as: UInt16.self), self.isValid(code) else {
            return .failure(.protocolError)
        }
        return payload.isUTF8 ? .success(code) : .failure(.invalidUTF8)
    }

    /// A payload to send. A reason that is too long loses its end, on a character boundary.
    static func payload(code: UInt16, reason: String) -> ByteBuffer {
        guard code != self.noStatus else { return ByteBuffer() }
        var reason = reason[...]
        while reason.utf8.count > self.maxReasonBytes { reason.removeLast() }
        var payload = ByteBuffer()
        payload.reserveCapacity(2 + reason.utf8.count)
        payload.writeInteger(code)
        payload.writeSubstring(reason)
        return payload
    }

    /// The codes that may stand in a Close frame (RFC 6455 §7.4 and the IANA registry of close codes).
    private static func isValid(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

extension WebSocketViolation: Error {}
