import NIOCore

/// The receiving end of a way to a server: keeps the messages that came until somebody asks, and tells whoever waits
/// why no more will come. All of it happens on the channel's event loop.
final class StunInbox: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private struct Wait {
        let isWanted: (ByteBuffer) -> Bool
        let promise: EventLoopPromise<ByteBuffer>
    }

    /// So many messages that nobody asked for are kept: an answer that came twice, data that came early.
    private static let room = 16

    private var messages: [ByteBuffer] = []
    private var wait: Wait?
    private var end: ProbeFault?

    /// The next message that is wanted, one that has come already or one that will.
    /// - Parameter deadline: Until when it is waited for; then the future fails with ``ProbeFault/noAnswer``.
    func next(
        until deadline: NIODeadline, on loop: any EventLoop, where isWanted: @escaping (ByteBuffer) -> Bool
    ) -> EventLoopFuture<ByteBuffer> {
        loop.assertInEventLoop()
        if let place = messages.firstIndex(where: isWanted) {
            return loop.makeSucceededFuture(messages.remove(at: place))
        }
        if let end { return loop.makeFailedFuture(end) }
        let promise = loop.makePromise(of: ByteBuffer.self)
        wait = Wait(isWanted: isWanted, promise: promise)
        let alarm = loop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.wait = nil
            promise.fail(ProbeFault.noAnswer)
        }
        promise.futureResult.assumeIsolated().whenComplete { _ in alarm.cancel() }
        return promise.futureResult
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let message = unwrapInboundIn(data)
        if let wait, wait.isWanted(message) {
            self.wait = nil
            wait.promise.succeed(message)
        } else if messages.count < Self.room {
            messages.append(message)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(ProbeFault(error))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.closed)
    }

    private func finish(_ fault: ProbeFault) {
        end = end ?? fault
        wait?.promise.fail(fault)
        wait = nil
    }
}
