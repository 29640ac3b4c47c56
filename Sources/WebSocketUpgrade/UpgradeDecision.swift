import HTTPTypes

/// The answer to a well-formed request for a WebSocket.
package enum UpgradeDecision: Sendable {
    /// 101. `subprotocol` must be one of those the request offers (RFC 6455 §4.2.2), or nil.
    case accept(subprotocol: String?, session: any WebSocketSession)
    /// The status, the JSON body `{"error":{"code":…,"message":…}}`, and the end of the connection.
    /// Browsers show none of it to the page: whoever calls from a page asks over plain HTTP first.
    case refuse(status: HTTPResponse.Status, code: String, message: String)
}

/// Decides, asynchronously, before the upgrades are answered: one decision for each request, in the same order.
///
/// The requests came at about the same time and wait for one another. Each is a `GET` of the configured path that is
/// a valid opening handshake (RFC 6455 §4.2.1). An accepted session hears nothing at all when its connection is lost
/// before the 101 has been written.
package typealias UpgradeDecider = @Sendable (_ requests: [HTTPRequest]) async -> [UpgradeDecision]
