import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// What a request asks for.
enum UpgradeRequest {
    /// An ordinary request, without wishes for another protocol that nobody heeds.
    case ordinary(HTTPRequestHead)
    /// A valid opening handshake (RFC 6455 §4.2.1), still undecided, with its `Sec-WebSocket-Key`.
    case webSocket(HTTPRequest, key: String)
    case refused(UpgradeRefusal)

    init(_ head: HTTPRequestHead, path: String) {
        guard head.asksForWebSocket else {
            self = .ordinary(head.withoutUpgrade)
            return
        }
        do throws(UpgradeRefusal) {
            let (request, key) = try Self.handshake(head, path: path)
            self = .webSocket(request, key: key)
        } catch {
            self = .refused(error)
        }
    }

    private static func handshake(
        _ head: HTTPRequestHead, path: String
    ) throws(UpgradeRefusal) -> (HTTPRequest, key: String) {
        guard let request = try? HTTPRequest(head, secure: false, splitCookie: false) else {
            throw .malformedRequest
        }
        guard request.pathWithoutQuery == path else { throw .unknownPath }
        guard head.method == .GET else { throw .wrongMethod }
        let headers = head.headers
        guard headers.lists("connection", "upgrade") else { throw .missingConnectionUpgrade }
        let announcesBody = headers.contains(name: "transfer-encoding")
        guard !announcesBody, headers["content-length"].allSatisfy({ $0 == "0" }) else {
            throw .unexpectedBody
        }
        guard headers["sec-websocket-version"] == ["13"] else { throw .wrongVersion }
        let keys = headers["sec-websocket-key"]
        guard keys.count == 1, Self.isKey(keys[0]) else { throw .wrongKey }
        return (request, keys[0])
    }

    /// Sixteen bytes are twenty-two digits in base64, and two signs to fill up.
    private static func isKey(_ value: String) -> Bool {
        let bytes = value.utf8
        return bytes.count == 24 && bytes.suffix(2).elementsEqual("==".utf8)
            && bytes.prefix(22).allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                    true
                default:
                    false
                }
            }
    }
}

extension HTTPRequest {
    var pathWithoutQuery: Substring {
        (self.path ?? "").prefix { $0 != "?" }
    }
}

extension HTTPRequestHead {
    /// RFC 9110 §7.8: `Upgrade` means nothing in HTTP/1.0.
    fileprivate var asksForWebSocket: Bool {
        self.version != .http1_0 && self.headers.lists("upgrade", "websocket")
    }

    fileprivate var withoutUpgrade: HTTPRequestHead {
        guard self.headers.contains(name: "upgrade") else { return self }
        var head = self
        head.headers.remove(name: "upgrade")
        return head
    }
}

extension HTTPHeaders {
    /// Whether a comma-separated list contains this token, whatever its case.
    fileprivate func lists(_ name: String, _ token: String) -> Bool {
        self[canonicalForm: name].contains { $0.lowercased() == token }
    }
}
