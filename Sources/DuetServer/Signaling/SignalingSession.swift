import CallCore
import Calls
import NIOCore
import RateLimits
import Signaling
import Synchronization
import WebSocketUpgrade

/// One device's socket: reads what arrives, answers pings by itself, and hands everything else to the deciding
/// thread. All of it runs on the socket's event loop and never waits.
final class SignalingSession: WebSocketSession {
    let isStrangers = false

    private let connection: Connection
    private let person: Person
    private let session: String
    private let desk: SignalingDesk
    private let state: Mutex<State>

    private struct State {
        var messages: TokenBucket
        var link: OutboxLink?
        var intake: SignalIntake?
        /// When the page last said anything. The browser answers pings of the connection for a page that does not run.
        var heardAt: Timestamp
        var isSilent = false

        /// The page says something.
        /// - Returns: Had it been silent?
        mutating func hear(at now: Timestamp) -> Bool {
            defer { isSilent = false }
            heardAt = now
            return isSilent
        }

        /// - Returns: Has the page fallen silent just now?
        mutating func fallsSilent(after patience: Duration, at now: Timestamp) -> Bool {
            guard !isSilent, heardAt.duration(to: now) >= patience else { return false }
            isSilent = true
            return true
        }
    }

    init(connection: Connection, person: Person, session: String, desk: SignalingDesk) {
        self.connection = connection
        self.person = person
        self.session = session
        self.desk = desk
        let now = desk.clock.now
        state = Mutex(State(messages: TokenBucket(at: now), heardAt: now))
    }

    func opened(_ outbox: WebSocketOutbox) {
        let link = OutboxLink(outbox: outbox)
        let intake = desk.intakes[outbox.eventLoop]
        state.withLock { state in
            state.link = link
            state.intake = intake
        }
        intake.add(
            .opened(OpenedDevice(connection: connection, person: person, session: session, link: link)))
    }

    func received(_ text: ByteBuffer) {
        let now = desk.clock.now
        let (link, intake, mayCome, wasSilent) = state.withLock { state in
            (state.link, state.intake, state.messages.take(Limits.messages, at: now), state.hear(at: now))
        }
        guard let link, let intake else { return }
        if wasSilent { intake.add(.spokeAgain(connection)) }
        guard mayCome else {
            if isCandidate(text) { return desk.countDroppedCandidate() }
            link.submitted()
            return intake.add(.dropped(from: MessageSender(connection: connection, link: link)))
        }
        do throws(SignalFault) {
            let signal = try IncomingSignal.scan(text)
            if let pong = pong(to: signal) { return link.send(pong) }
            link.submitted()
            intake.add(.received(signal, text, from: MessageSender(connection: connection, link: link)))
        } catch {
            fault(error, link, intake)
        }
    }

    func violated(_ violation: WebSocketViolation) {
        let (link, intake) = state.withLock { ($0.link, $0.intake) }
        guard let link, let intake else { return }
        let code: SignalErrorCode =
            switch violation {
            case .binaryFrame: .notText
            case .frameTooLarge, .messageTooLarge: .frameTooLarge
            case .invalidUTF8: .notUTF8
            case .tooManyFrames: .rateLimited
            case .messageTooSlow, .protocolError: .protocolError
            }
        fault(SignalFault(code), link, intake, isFatal: !violation.isSurvivable)
    }

    func beat() {
        // While we have stopped reading, silence says nothing about the page.
        if isBacklogged { return }
        let now = desk.clock.now
        let (intake, isSilent) = state.withLock { state in
            (state.intake, state.fallsSilent(after: desk.pagePatience, at: now))
        }
        if isSilent { intake?.add(.fellSilent(connection)) }
    }

    func closed(_ reason: WebSocketCloseReason) {
        state.withLock { $0.intake }?.add(.closed(connection))
    }

    var isBacklogged: Bool { state.withLock { $0.link }?.isBacklogged ?? false }

    /// Is this message, which is too much, no more than a candidate? How many are looked at is bounded by the frames that
    /// may come.
    private func isCandidate(_ text: ByteBuffer) -> Bool {
        if case .candidate? = try? IncomingSignal.scan(text).message { return true }
        return false
    }

    private func fault(
        _ fault: SignalFault, _ link: OutboxLink, _ intake: SignalIntake, isFatal: Bool = false
    ) {
        link.submitted()
        intake.add(
            .faulted(fault, from: MessageSender(connection: connection, link: link), isFatal: isFatal))
    }

    /// The answer to a ping that is as it should be; everything else is the service's to judge.
    private func pong(to signal: IncomingSignal) -> ByteBuffer? {
        guard case .ping(let sentAt) = signal.message, signal.from == person.id, signal.to == .server else {
            return nil
        }
        desk.countPing()
        return ByteBuffer(
            bytes: OutgoingSignal(from: .server, to: person.id, .pong(sentAt: sentAt)).encoded())
    }
}
