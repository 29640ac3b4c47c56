import NIOCore

/// The life of one upgraded connection, as a value: events in, effects out, no clock, no socket.
///
/// ```
///           violation              explained, shutdown …
///   open ──────────────▶ explaining ───────────────────────┐
///    │  │                    │                              │
///    │  │ our wish, full     │                              │
///    │  │ outbox, shutdown   │              violation       ▼
///    │  ├──────────────▶ closing ──────────────────────▶ ending
///    │  │                    │ Close received, end of       ▲ │
///    │  │                    │ stream, time-out             │ │ end of stream, time-out
///    │  └────────────────────┼──────────────────────────────┘ │
///    │    Close received,    │                                │
///    │    ping deadline      ▼                                │
///    └───────────────────▶ closed ◀───────────────────────────┘
///      connection lost
/// ```
///
/// Behind a violation nothing is read, not even a Close (RFC 6455 §7.1.7), so it leads to `ending`.
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
        /// The peer broke a rule and the session has the last word. What comes is thrown away unread.
        case explaining(WebSocketViolation)
        /// Our Close is sent; the peer has until then to answer it. Nothing more is sent.
        case closing(until: NIODeadline)
        /// Our Close is sent, and whatever comes is thrown away unread until the peer's stream ends, or until then.
        case ending(until: NIODeadline)
        /// Final.
        case closed
    }

    enum Event: Equatable {
        case frameReceived
        /// `backlogged`: we have stopped reading, so silence says nothing about the peer.
        case timerFired(backlogged: Bool)
        case closeReceived(code: UInt16)
        case violated(WebSocketViolation)
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
        /// Only the end of the peer's stream, for its Close will not be read. Cutting the connection
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
        case .explaining, .closing, .ending, .closed: false
        }
    }

    /// Whether anything that the peer sends is still looked at.
    var listens: Bool {
        switch self.state {
        case .open, .closing: true
        case .explaining, .ending, .closed: false
        }
    }

    /// Whether frames may still be sent; never after our Close (RFC 6455 §5.5.1).
    var sends: Bool {
        switch self.state {
        case .open, .explaining: true
        case .closing, .ending, .closed: false
        }
    }

    mutating func handle(_ event: Event, at now: NIODeadline) -> [Effect] {
        switch self.state {
        case .open(let lastHeard, let nextPing):
            self.whileOpen(event, lastHeard: lastHeard, nextPing: nextPing, at: now)
        case .explaining(let violation):
            self.whileExplaining(event, violation: violation, at: now)
        case .closing(let deadline):
            self.whileClosing(event, until: deadline, at: now)
        case .ending(let deadline):
            self.whileEnding(event, until: deadline, at: now)
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
        case .violated(let violation):
            if violation.isSurvivable { return [.tell(.violation(violation))] }
            self.state = .explaining(violation)
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
        _ event: Event, violation: WebSocketViolation, at now: NIODeadline
    ) -> [Effect] {
        let reason = WebSocketCloseReason.violation(violation)
        switch event {
        case .frameReceived, .timerFired, .violated, .closeReceived:
            return []
        case .explained, .closeRequested, .outboxOverflowed, .shutdownRequested:
            return self.close(
                reason, code: violation.closeCode, reason: violation.sentence, then: .finishSending, at: now)
        case .connectionLost:
            self.state = .closed
            return [.tell(.closed(reason)), .disconnect]
        }
    }

    private mutating func whileClosing(
        _ event: Event, until deadline: NIODeadline, at now: NIODeadline
    ) -> [Effect] {
        switch event {
        case .closeReceived:
            self.state = .closed
            return [.cancelTimer, .disconnect]
        case .violated(let violation) where !violation.isSurvivable:
            self.state = .ending(until: deadline)
            return [.finishSending]
        case .connectionLost, .timerFired:
            return self.whileEnding(event, until: deadline, at: now)
        case .frameReceived, .violated, .explained, .closeRequested, .outboxOverflowed, .shutdownRequested:
            return []
        }
    }

    private mutating func whileEnding(
        _ event: Event, until deadline: NIODeadline, at now: NIODeadline
    ) -> [Effect] {
        switch event {
        case .connectionLost:
            self.state = .closed
            return [.cancelTimer, .disconnect]
        case .timerFired:
            guard now >= deadline else { return [.setTimer(deadline)] }
            self.state = .closed
            return [.disconnect]
        case .frameReceived, .closeReceived, .violated, .explained, .closeRequested, .outboxOverflowed,
            .shutdownRequested:
            return []
        }
    }

    private mutating func close(
        _ why: WebSocketCloseReason, code: UInt16, reason: String, then followUp: FollowUp,
        at now: NIODeadline
    ) -> [Effect] {
        let deadline = now + self.timing.closeTimeout
        switch followUp {
        case .awaitPeer: self.state = .closing(until: deadline)
        case .finishSending, .disconnect: self.state = .ending(until: deadline)
        }
        return [
            .setTimer(deadline), .sendClose(code: code, reason: reason, then: followUp), .tell(.closed(why)),
        ]
    }
}
