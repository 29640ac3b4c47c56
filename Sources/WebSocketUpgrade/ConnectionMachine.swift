import NIOCore

/// The life of one upgraded connection, as a value: events in, effects out, no clock, no socket.
///
/// ```
///           violation              explained
///   open ──────────────▶ explaining ─────────┐
///    │                       │               │
///    │ Close received, our   │ Close received│
///    │ wish, ping deadline,  │ shutdown …    │
///    │ full outbox, shutdown ▼               ▼
///    ├───────────────────────────────────▶ closing
///    │                       │               │ Close received, end of stream, time-out
///    │ connection lost       │ lost          ▼
///    └───────────────────────┴───────────▶ closed
/// ```
///
/// The session is told the reason when `open` or `explaining` is left, not when the TCP connection is
/// gone: a peer that never answers a Close must not look connected meanwhile.
struct ConnectionMachine {
    /// How long things may take.
    struct Timing: Equatable {
        var pingInterval: TimeAmount
        var pingDeadline: TimeAmount
        var closeTimeout: TimeAmount
    }

    enum State: Equatable {
        /// Messages flow. Left by anything that ends the connection.
        case open(lastHeard: NIODeadline, nextPing: NIODeadline)
        /// The peer broke a rule and the session has the last word. Frames are thrown away.
        case explaining(WebSocketViolation, parserLost: Bool)
        /// Our Close is sent; the peer has until then to answer it. Nothing more is sent.
        case closing(until: NIODeadline)
        /// Final.
        case closed
    }

    enum Event: Equatable {
        case frameReceived
        /// `backlogged`: we have stopped reading, so silence says nothing about the peer.
        case timerFired(backlogged: Bool)
        case closeReceived(code: UInt16)
        /// `parserLost`: no later frame can be read any more, not even a Close.
        case violated(WebSocketViolation, parserLost: Bool)
        case explained
        case closeRequested(code: UInt16, reason: String)
        case outboxOverflowed
        case shutdownRequested
        case connectionLost
    }

    enum Effect: Equatable {
        case sendPing
        /// Replaces the timer that was set before; there is only one.
        case setTimer(NIODeadline)
        case cancelTimer
        case sendClose(code: UInt16, reason: String, then: FollowUp)
        /// End of our stream: the peer sees it, we can still read its end.
        case finishSending
        case disconnect
        case tell(SessionEvent)
    }

    /// What comes after our Close frame (RFC 6455 §7.1.1: the server ends the TCP connection).
    enum FollowUp: Equatable {
        /// The peer's Close.
        case awaitPeer
        /// Only the end of the peer's stream, for its Close could not be read. Cutting the connection
        /// right away would make the kernel throw our Close away together with unread input.
        case finishSending
        /// Nothing: the peer has sent its Close already, or is gone.
        case disconnect
    }

    private(set) var state: State
    private let timing: Timing

    init(timing: Timing, openedAt now: NIODeadline) {
        self.timing = timing
        self.state = .open(lastHeard: now, nextPing: now + timing.pingInterval)
    }

    /// When the timer has to be set for at first.
    var firstWake: NIODeadline? {
        guard case .open(let lastHeard, let nextPing) = self.state else { return nil }
        return min(nextPing, lastHeard + self.timing.pingDeadline)
    }

    /// Whether messages of the peer still count.
    var receives: Bool {
        switch self.state {
        case .open: true
        case .explaining, .closing, .closed: false
        }
    }

    /// Whether frames may still be sent; never after our Close (RFC 6455 §5.5.1).
    var sends: Bool {
        switch self.state {
        case .open, .explaining: true
        case .closing, .closed: false
        }
    }

    mutating func handle(_ event: Event, at now: NIODeadline) -> [Effect] {
        switch self.state {
        case .open(let lastHeard, let nextPing):
            self.whileOpen(event, lastHeard: lastHeard, nextPing: nextPing, at: now)
        case .explaining(let violation, let parserLost):
            self.whileExplaining(event, violation: violation, parserLost: parserLost, at: now)
        case .closing(let deadline):
            self.whileClosing(event, until: deadline, at: now)
        case .closed:
            []
        }
    }

    private mutating func whileOpen(
        _ event: Event, lastHeard: NIODeadline, nextPing: NIODeadline, at now: NIODeadline
    ) -> [Effect] {
        switch event {
        case .frameReceived:
            self.state = .open(lastHeard: now, nextPing: nextPing)
            return []
        case .timerFired(let backlogged):
            return self.keepAlive(lastHeard: backlogged ? now : lastHeard, nextPing: nextPing, at: now)
        case .closeReceived(let code):
            return self.close(.peerClosed(code: code), code: code, reason: "", then: .disconnect, at: now)
        case .violated(let violation, let parserLost):
            if violation.isSurvivable { return [.tell(.violation(violation))] }
            self.state = .explaining(violation, parserLost: parserLost)
            return [.cancelTimer, .tell(.violation(violation))]
        case .explained:
            return []
        case .closeRequested(let code, let reason):
            return self.close(
                .closedByServer(code: code), code: code, reason: reason, then: .awaitPeer, at: now)
        case .outboxOverflowed:
            let reason = "too much waits to be sent"
            return self.close(.outboxFull, code: 1013, reason: reason, then: .awaitPeer, at: now)
        case .shutdownRequested:
            let reason = "the server shuts down"
            return self.close(.shutdown, code: 1001, reason: reason, then: .awaitPeer, at: now)
        case .connectionLost:
            self.state = .closed
            return [.cancelTimer, .tell(.closed(.connectionLost)), .disconnect]
        }
    }

    private mutating func keepAlive(
        lastHeard: NIODeadline, nextPing: NIODeadline, at now: NIODeadline
    ) -> [Effect] {
        if now >= lastHeard + self.timing.pingDeadline {
            return self.close(.pingTimeout, code: 1011, reason: "ping time-out", then: .disconnect, at: now)
        }
        let pingIsDue = now >= nextPing
        let nextPing = pingIsDue ? now + self.timing.pingInterval : nextPing
        self.state = .open(lastHeard: lastHeard, nextPing: nextPing)
        let wake = Effect.setTimer(min(nextPing, lastHeard + self.timing.pingDeadline))
        return pingIsDue ? [.sendPing, wake] : [wake]
    }

    private mutating func whileExplaining(
        _ event: Event, violation: WebSocketViolation, parserLost: Bool, at now: NIODeadline
    ) -> [Effect] {
        let reason = WebSocketCloseReason.violation(violation)
        let (code, sentence) = (violation.closeCode, violation.sentence)
        switch event {
        case .frameReceived, .timerFired, .violated(_, parserLost: false):
            return []
        case .violated(_, parserLost: true):
            self.state = .explaining(violation, parserLost: true)
            return []
        case .closeReceived:
            return self.close(reason, code: code, reason: sentence, then: .disconnect, at: now)
        case .explained, .closeRequested, .outboxOverflowed, .shutdownRequested:
            let followUp: FollowUp = parserLost ? .finishSending : .awaitPeer
            return self.close(reason, code: code, reason: sentence, then: followUp, at: now)
        case .connectionLost:
            self.state = .closed
            return [.tell(.closed(reason)), .disconnect]
        }
    }

    private mutating func whileClosing(
        _ event: Event, until deadline: NIODeadline, at now: NIODeadline
    ) -> [Effect] {
        switch event {
        case .closeReceived, .connectionLost:
            self.state = .closed
            return [.cancelTimer, .disconnect]
        case .timerFired:
            guard now >= deadline else { return [.setTimer(deadline)] }
            self.state = .closed
            return [.disconnect]
        case .violated(_, parserLost: true):
            return [.finishSending]
        case .frameReceived, .violated, .explained, .closeRequested, .outboxOverflowed, .shutdownRequested:
            return []
        }
    }

    private mutating func close(
        _ why: WebSocketCloseReason, code: UInt16, reason: String, then followUp: FollowUp,
        at now: NIODeadline
    ) -> [Effect] {
        let deadline = now + self.timing.closeTimeout
        self.state = .closing(until: deadline)
        return [
            .setTimer(deadline), .sendClose(code: code, reason: reason, then: followUp), .tell(.closed(why)),
        ]
    }
}
