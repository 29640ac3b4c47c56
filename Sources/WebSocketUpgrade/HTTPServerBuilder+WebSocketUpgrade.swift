import HummingbirdCore

extension HTTPServerBuilder {
    /// HTTP/1.1 with a WebSocket at one path, for `Application(server:)`.
    /// - Parameters:
    ///   - configuration: The path and the limits.
    ///   - decide: Asked about every valid opening handshake at that path.
    package static func http1WebSocket(
        configuration: WebSocketConfiguration = .init(),
        decide: @escaping UpgradeDecider
    ) -> HTTPServerBuilder {
        .init { responder in
            HTTP1WebSocketUpgradeChannel(
                responder: responder, configuration: configuration, decide: decide)
        }
    }
}
