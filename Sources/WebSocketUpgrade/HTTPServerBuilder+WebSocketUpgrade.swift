import HummingbirdCore

extension HTTPServerBuilder {
    /// HTTP/1.1 with a WebSocket at one path, for `Application(server:)`.
    /// - Parameters:
    ///   - configuration: The path and the limits.
    ///   - gate: Lets connections in, or turns them away.
    ///   - sockets: Counts the WebSockets, which may be open a moment longer than the server runs.
    ///   - transport: What stands between the network and HTTP.
    ///   - answersTo: Asked about the `Host` of every request.
    ///   - decide: Asked about every valid opening handshake at that path.
    ///   - refused: Told the code of every refused upgrade, whoever has refused it.
    package static func http1WebSocket(
        configuration: WebSocketConfiguration,
        gate: ConnectionGate,
        sockets: OpenSockets,
        transport: Transport = .plain,
        answersTo: @escaping HostCheck,
        decide: @escaping UpgradeDecider,
        refused: @escaping @Sendable (String) -> Void
    ) -> HTTPServerBuilder {
        .init { responder in
            HTTP1WebSocketUpgradeChannel(
                responder: responder, configuration: configuration, gate: gate, sockets: sockets,
                transport: transport, answersTo: answersTo, decide: decide, refused: refused)
        }
    }
}
