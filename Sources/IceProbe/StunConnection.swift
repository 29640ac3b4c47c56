import IceServers
import NIOCore
import NIOPosix
import NIOSSL

/// A way to a STUN or TURN server, over the transport that its URL names. One request at a time.
package struct StunConnection: Sendable {
    private let channel: any Channel
    private let inbox: NIOLoopBound<StunInbox>
    private let transport: IceServerURL.Transport
    private let deadline: NIODeadline

    /// RFC 8489 section 6.2.1: how long until a request is sent again over UDP; twice as long each time.
    private static let firstRetransmission = TimeAmount.milliseconds(500)

    /// Opens one.
    /// - Parameters:
    ///   - url: Of the server.
    ///   - address: One that the URL's host stands for.
    ///   - trust: Whom its certificate must come from.
    ///   - deadline: When everything that is asked over it must be done.
    /// - Throws: ``ProbeFault``.
    package static func open(
        _ url: IceServerURL, at address: SocketAddress, trust: NIOSSLTrustRoots = .default,
        on group: any EventLoopGroup, until deadline: NIODeadline
    ) async throws(ProbeFault) -> StunConnection {
        do {
            let loop = group.next()
            let inbox = try await loop.submit { NIOLoopBound(StunInbox(), eventLoop: loop) }.get()
            let tls = url.transport == .tls ? try ClientTLS(to: url.host, trust: trust) : nil
            let prepare: @Sendable (any Channel) -> EventLoopFuture<Void> = { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(tls.handler()) }
                    if url.transport == .udp {
                        try channel.pipeline.syncOperations.addHandler(DatagramPayload())
                    } else {
                        try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(StunFraming()))
                    }
                    try channel.pipeline.syncOperations.addHandler(inbox.value)
                }
            }
            let channel: any Channel =
                switch url.transport {
                case .udp:
                    try await DatagramBootstrap(group: loop).channelInitializer(prepare).connect(to: address)
                        .get()
                case .tcp, .tls:
                    try await ClientBootstrap(group: loop).channelInitializer(prepare)
                        .connectTimeout(max(deadline - .now(), .milliseconds(1))).connect(to: address).get()
                }
            return StunConnection(
                channel: channel, inbox: inbox, transport: url.transport, deadline: deadline)
        } catch {
            throw ProbeFault(error)
        }
    }

    /// Asks, and waits for the answer.
    /// - Parameter key: The request is signed with it; then the answer must be, too, unless it is an error.
    /// - Throws: ``ProbeFault``. An error response is an answer, and not thrown.
    package func request(_ request: StunMessage, key: StunKey? = nil) async throws(ProbeFault) -> StunMessage
    {
        let bytes = request.encoded(key: key)
        var pause = Self.firstRetransmission
        while true {
            let patience = transport == .udp ? min(deadline, .now() + pause) : deadline
            do {
                return try await answer(to: bytes, of: request, key, until: patience)
            } catch ProbeFault.noAnswer where patience < deadline {
                pause = pause * 2
            }
        }
    }

    private func answer(
        to bytes: ByteBuffer, of request: StunMessage, _ key: StunKey?, until patience: NIODeadline
    ) async throws(ProbeFault) -> StunMessage {
        send(bytes)
        return try await receive(until: patience) { message in
            guard let answer = StunMessage(message, key: key), answer.transaction == request.transaction,
                answer.kind == .success || answer.kind == .error
            else { return nil }
            return answer
        }
    }

    /// Sends something that is not answered.
    package func indicate(_ indication: StunMessage) { send(indication.encoded()) }

    /// Waits for something that was not asked for.
    package func indication(
        until patience: NIODeadline, where isWanted: @escaping @Sendable (StunMessage) -> Bool
    ) async throws(ProbeFault) -> StunMessage {
        try await receive(until: min(patience, deadline)) { bytes in
            StunMessage(bytes).flatMap { $0.kind == .indication && isWanted($0) ? $0 : nil }
        }
    }

    /// Lets go of it.
    package func close() async {
        // It is of no use to anybody whether that went well.
        try? await channel.close().get()
    }

    private func send(_ bytes: ByteBuffer) {
        // What could not be sent is found out when no answer comes.
        channel.writeAndFlush(bytes, promise: nil)
    }

    private func receive(
        until patience: NIODeadline, _ wanted: @escaping @Sendable (ByteBuffer) -> StunMessage?
    ) async throws(ProbeFault) -> StunMessage {
        do {
            let (loop, inbox) = (channel.eventLoop, inbox)
            let message = try await loop.flatSubmit {
                inbox.value.next(until: patience, on: loop) { wanted($0) != nil }
            }.get()
            guard let message = wanted(message) else { throw ProbeFault.nonsense }
            return message
        } catch {
            throw ProbeFault(error)
        }
    }
}

/// A connected datagram channel hands over envelopes; nobody here needs the sender, who is the server.
private final class DatagramPayload: ChannelDuplexHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.fireChannelRead(wrapInboundOut(unwrapInboundIn(data).data))
    }
}
