import CallCore
import NIOCore
import NIOWebSocket
import RateLimits

/// Runs one upgraded connection on its event loop: bytes in, frames out, one timer. What to do is the
/// `ConnectionMachine`'s to say, this does it.
final class WebSocketHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = WebSocketFrame

    /// A ping may go unanswered while the answer to an earlier one is still being written, if the latest
    /// is answered then (RFC 6455 §5.5.3). So a flood of pings costs one payload and no more.
    private enum Pong {
        case idle
        case writing(next: ByteBuffer?)
    }

    private let session: any WebSocketSession
    private let outbox: WebSocketOutbox
    private var machine: ConnectionMachine
    private var reader: FrameReader
    private let frameLimit: RateLimit
    private var frames: TokenBucket
    private var assembler: MessageAssembler
    private var pong = Pong.idle
    private var timer: NIOScheduledCallback?
    /// The timer comes back without a context.
    private var context: ChannelHandlerContext?

    init(session: any WebSocketSession, outbox: WebSocketOutbox, configuration: WebSocketConfiguration) {
        self.session = session
        self.outbox = outbox
        let now = NIODeadline.now()
        self.machine = ConnectionMachine(timing: .init(configuration), openedAt: now)
        self.reader = FrameReader(maxPayloadBytes: configuration.maxFrameBytes)
        self.frameLimit = configuration.frames
        self.frames = TokenBucket(at: Timestamp(now))
        self.assembler = MessageAssembler(configuration)
    }

    // MARK: Life of the handler

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if let wake = self.machine.firstWake { self.perform(.setTimer(wake), context: context) }
        context.read()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.handle(.connectionLost, context: context)
        self.timer?.cancel()
        self.timer = nil
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.handle(.connectionLost, context: context)
        context.fireChannelInactive()
    }

    // MARK: From the peer

    /// Reading goes on only while the session keeps up.
    private func readMore(context: ChannelHandlerContext) {
        if !self.session.isBacklogged { context.read() }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        self.readMore(context: context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Behind a frame that fails the connection nothing is looked at (RFC 6455 §7.1.7): so a flood costs no more
        // than its bytes from there on.
        guard self.machine.listens else { return }
        self.reader.append(Self.unwrapInboundIn(data))
        let now = NIODeadline.now()
        do throws(WebSocketViolation) {
            while self.machine.listens, let step = try self.reader.next() {
                try self.take(step, at: now, context: context)
            }
        } catch {
            self.handle(.violated(error), context: context)
        }
    }

    private func take(
        _ step: FrameReader.Step, at now: NIODeadline, context: ChannelHandlerContext
    ) throws(WebSocketViolation) {
        switch step {
        case .began(let header):
            guard self.frames.take(self.frameLimit, at: Timestamp(now)) else { throw .tooManyFrames }
            if self.machine.receives, let fault = self.assembler.fault(of: header) { throw fault }
        case .ended(let header, let payload):
            self.handle(.frameReceived, context: context)
            try self.take(payload, of: header, at: now, context: context)
        }
    }

    private func take(
        _ payload: ByteBuffer, of header: FrameHeader, at now: NIODeadline, context: ChannelHandlerContext
    ) throws(WebSocketViolation) {
        switch header.opcode {
        case .text, .binary, .continuation:
            guard self.machine.receives else { break }
            switch self.assembler.append(payload, of: header, at: now) {
            case .nothing: break
            case .text(let text): self.session.received(text)
            case .violation(let violation): self.handle(.violated(violation), context: context)
            }
        case .ping:
            self.answer(ping: payload, context: context)
        case .pong:
            break
        case .close:
            let code = try CloseFrame.status(of: payload).get()
            self.handle(.closeReceived(code: code), context: context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            self.handle(.shutdownRequested, context: context)
        case ChannelEvent.inputClosed:
            self.handle(.connectionLost, context: context)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.handle(.connectionLost, context: context)
    }

    // MARK: From the session

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard let order = event as? WebSocketOrder else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        switch order {
        case .flush:
            guard self.machine.sends else { break }
            self.writeWaiting(context: context)
            context.flush()
        case .giveUp:
            self.handle(.outboxOverflowed, context: context)
        case .readMore:
            self.readMore(context: context)
        case .explained:
            self.handle(.explained, context: context)
        case .close(let code, let reason):
            self.handle(.closeRequested(code: code, reason: reason), context: context)
        }
        promise?.succeed()
    }

    // MARK: To the peer

    private func write(
        _ opcode: WebSocketOpcode, _ payload: ByteBuffer, context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>?
    ) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, data: payload)
        context.write(Self.wrapOutboundOut(frame), promise: promise)
    }

    private func writeWaiting(context: ChannelHandlerContext) {
        var (texts, bytes) = self.outbox.takeWaiting()
        guard let last = texts.popLast() else { return }
        for text in texts {
            self.write(.text, text, context: context, promise: nil)
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { [outbox, bytes] _ in outbox.written(bytes) }
        self.write(.text, last, context: context, promise: written)
    }

    private func sendClose(
        code: UInt16, reason: String, then followUp: ConnectionMachine.FollowUp,
        context: ChannelHandlerContext
    ) {
        self.writeWaiting(context: context)
        self.outbox.shut()
        let written = context.eventLoop.makePromise(of: Void.self)
        self.write(
            .connectionClose, CloseFrame.payload(code: code, reason: reason), context: context,
            promise: written)
        context.flush()
        switch followUp {
        case .awaitPeer:
            break
        case .finishSending:
            context.close(mode: .output, promise: nil)
        case .disconnect:
            written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        }
    }

    private func answer(ping payload: ByteBuffer, context: ChannelHandlerContext) {
        guard self.machine.receives else { return }
        switch self.pong {
        case .idle:
            self.pong = .writing(next: nil)
            let written = context.eventLoop.makePromise(of: Void.self)
            written.futureResult.assumeIsolated().whenComplete { _ in self.pongWritten(context: context) }
            self.write(.pong, payload, context: context, promise: written)
            context.flush()
        case .writing:
            self.pong = .writing(next: payload)
        }
    }

    private func pongWritten(context: ChannelHandlerContext) {
        guard case .writing(let next) = self.pong else { return }
        self.pong = .idle
        if let next { self.answer(ping: next, context: context) }
    }

    // MARK: Effects

    private func handle(_ event: ConnectionMachine.Event, context: ChannelHandlerContext) {
        for effect in self.machine.handle(event, at: .now()) {
            self.perform(effect, context: context)
        }
    }

    private func perform(_ effect: ConnectionMachine.Effect, context: ChannelHandlerContext) {
        switch effect {
        case .sendPing:
            self.session.beat()
            self.write(.ping, ByteBuffer(), context: context, promise: nil)
            context.flush()
        case .setTimer(let deadline):
            self.timer?.cancel()
            // It throws only when the event loop shuts down, and then every channel is closed.
            self.timer = try? context.eventLoop.assumeIsolated().scheduleCallback(at: deadline, handler: self)
        case .cancelTimer:
            self.timer?.cancel()
            self.timer = nil
        case .sendClose(let code, let reason, let followUp):
            self.sendClose(code: code, reason: reason, then: followUp, context: context)
        case .finishSending:
            context.close(mode: .output, promise: nil)
        case .disconnect:
            self.outbox.shut()
            context.close(promise: nil)
        case .tell(.violation(let violation)):
            self.session.violated(violation)
        case .tell(.closed(let reason)):
            self.session.closed(reason)
        }
    }
}

extension WebSocketHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        self.timer = nil
        guard let context = self.context else { return }
        // While we have stopped reading, no message can become whole.
        if self.machine.receives, !self.session.isBacklogged, self.assembler.isLate(at: .now()) {
            self.handle(.violated(.messageTooSlow), context: context)
        }
        self.handle(.timerFired(backlogged: self.session.isBacklogged), context: context)
    }
}

extension Timestamp {
    /// A moment of the event loops' own time, which nobody can set.
    fileprivate init(_ deadline: NIODeadline) {
        self.init(milliseconds: Int64(deadline.uptimeNanoseconds / 1_000_000))
    }
}

extension ConnectionMachine.Timing {
    init(_ configuration: WebSocketConfiguration) {
        self.init(
            pingInterval: TimeAmount(configuration.pingInterval),
            pingDeadline: TimeAmount(configuration.pingDeadline),
            closeTimeout: TimeAmount(configuration.closeTimeout))
    }
}
