import Crypto
import Foundation
import NIOCore

/// The server's half of the opening handshake (RFC 6455 §4.2.2).
enum OpeningHandshake {
    /// RFC 6455 §1.3.
    private static let identifier = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// The answer to an accepted request, all of it.
    /// - Parameter subprotocol: One of those that the request offered, or nil.
    static func answer(key: String, subprotocol: String?) -> ByteBuffer {
        var answer = ByteBuffer(
            string: """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: upgrade\r
                Sec-WebSocket-Accept: \(self.acceptance(of: key))\r\n
                """)
        if let subprotocol { answer.writeString("Sec-WebSocket-Protocol: \(subprotocol)\r\n") }
        answer.writeString("\r\n")
        return answer
    }

    private static func acceptance(of key: String) -> String {
        Data(Insecure.SHA1.hash(data: Data((key + self.identifier).utf8))).base64EncodedString()
    }
}
