import Foundation
import HTTPTypes
import NIOCore

/// A refused upgrade, or a connection that is turned away, as an HTTP answer.
struct UpgradeRefusal: Error, Equatable {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    /// Headers that this status calls for.
    var headers: HTTPFields = [:]

    var body: ByteBuffer {
        struct Envelope: Encodable {
            struct Refusal: Encodable {
                let code: String
                let message: String
            }
            let error: Refusal
        }
        let envelope = Envelope(error: .init(code: self.code, message: self.message))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Two strings always encode; an empty body would still be a well-formed answer.
        let json = (try? encoder.encode(envelope)) ?? Data()
        return ByteBuffer(bytes: json)
    }

    /// - Parameter closing: Whether the connection ends with this answer.
    func head(contentLength: Int, closing: Bool) -> HTTPResponse {
        var fields = self.headers
        fields[.contentType] = "application/json; charset=utf-8"
        fields[.contentLength] = String(contentLength)
        // RFC 9110 §7.8: whoever sends Upgrade names it in Connection.
        let options = (closing ? ["close"] : []) + (fields[.upgrade] == nil ? [] : ["upgrade"])
        fields[.connection] = options.isEmpty ? nil : options.joined(separator: ", ")
        return HTTPResponse(status: self.status, headerFields: fields)
    }
}

extension UpgradeRefusal {
    static let malformedRequest = UpgradeRefusal(
        status: .badRequest, code: "malformed_request", message: "This is not an HTTP request.")

    static let unknownPath = UpgradeRefusal(
        status: .notFound, code: "not_found", message: "There is no WebSocket at this path.")

    static let wrongMethod = UpgradeRefusal(
        status: .methodNotAllowed, code: "method_not_allowed", message: "A WebSocket is opened with GET.",
        headers: [.allow: "GET"])

    static let missingConnectionUpgrade = UpgradeRefusal(
        status: .badRequest, code: "connection_upgrade_missing",
        message: "The header Connection: Upgrade is missing. A proxy on the way may have removed it.")

    static let unexpectedBody = UpgradeRefusal(
        status: .badRequest, code: "unexpected_body", message: "An upgrade request has no body.")

    static let wrongKey = UpgradeRefusal(
        status: .badRequest, code: "invalid_websocket_key",
        message: "Exactly one Sec-WebSocket-Key with 16 bytes in base64 is needed.")

    /// RFC 6455 §4.4: the answer names the versions that would do.
    static let wrongVersion = UpgradeRefusal(
        status: .upgradeRequired, code: "unsupported_websocket_version",
        message: "Only version 13 of the WebSocket protocol is spoken here.",
        headers: [.upgrade: "websocket", .secWebSocketVersion: "13"])

    /// RFC 9110 §15.5.22: the answer says what to upgrade to.
    static let notAnUpgrade = UpgradeRefusal(
        status: .upgradeRequired, code: "upgrade_required",
        message: "This path is a WebSocket. A proxy on the way may have removed the Upgrade header.",
        headers: [.upgrade: "websocket", .secWebSocketVersion: "13"])

    /// RFC 9110 §15.5.20.
    static let unknownHost = UpgradeRefusal(
        status: .misdirectedRequest, code: "unknown_host",
        message:
            "This server does not answer to that name. Set public-url to the address that people use, or go to the IP address that the server listens on."
    )

    static let tooManyConnections = UpgradeRefusal(
        status: .serviceUnavailable, code: "too_many_connections",
        message: "The server has as many connections as it can have. Try again in a moment.",
        headers: [.retryAfter: "5"])

    static let tooManyConnectionsOfOneNetwork = UpgradeRefusal(
        status: .serviceUnavailable, code: "too_many_connections_of_one_network",
        message: "There are too many connections from your network. Try again in a moment.",
        headers: [.retryAfter: "5"])

    static let shuttingDown = UpgradeRefusal(
        status: .serviceUnavailable, code: "shutting_down", message: "The server shuts down.")
}
