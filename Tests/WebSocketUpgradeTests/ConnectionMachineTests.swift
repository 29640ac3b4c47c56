import NIOCore
import Testing

@testable import WebSocketUpgrade

@Suite("The machine of a connection")
struct ConnectionMachineTests {
    private static let timing = ConnectionMachine.Timing(
        pingInterval: .seconds(10), pingDeadline: .seconds(25), closeTimeout: .seconds(5))

    private var machine = ConnectionMachine(timing: timing, openedAt: at(0))

    private static func at(_ seconds: Int64) -> NIODeadline {
        .uptimeNanoseconds(0) + .seconds(seconds)
    }

    @Test("pings go out every ten seconds, and silence ends after twenty-five")
    mutating func silence() {
        #expect(machine.firstWake == Self.at(10))
        #expect(wake(at: 10) == [.sendPing, .setTimer(Self.at(20))])
        #expect(wake(at: 20) == [.sendPing, .setTimer(Self.at(25))])
        #expect(
            wake(at: 25) == [
                .setTimer(Self.at(30)), .sendClose(code: 1011, reason: "ping time-out", then: .disconnect),
                .tell(.closed(.pingTimeout)),
            ])
        #expect(wake(at: 30) == [.disconnect])
        #expect(machine.state == .closed)
    }

    @Test("any frame puts the deadline off, and does not touch the timer")
    mutating func heard() {
        #expect(machine.handle(.frameReceived, at: Self.at(9)) == [])
        #expect(wake(at: 10) == [.sendPing, .setTimer(Self.at(20))])
        #expect(wake(at: 20) == [.sendPing, .setTimer(Self.at(30))])
        #expect(wake(at: 30) == [.sendPing, .setTimer(Self.at(34))])
        #expect(machine.handle(.frameReceived, at: Self.at(33)) == [])
        #expect(wake(at: 34) == [.setTimer(Self.at(40))])
    }

    @Test("silence does not count while we do not read")
    mutating func backlogged() {
        #expect(machine.handle(.timerFired(backlogged: true), at: Self.at(100)).first == .sendPing)
        #expect(machine.state == .open(lastHeard: Self.at(100), nextPing: Self.at(110)))
    }

    @Test("a violation waits for the session's last word, and nothing behind it is looked at")
    mutating func violation() {
        let violated = machine.handle(.violated(.invalidUTF8), at: Self.at(1))
        #expect(violated == [.cancelTimer, .tell(.violation(.invalidUTF8))])
        #expect(machine.sends && !machine.receives && !machine.listens)
        #expect(machine.handle(.violated(.protocolError), at: Self.at(2)) == [])
        #expect(machine.handle(.closeReceived(code: 1000), at: Self.at(2)) == [])
        #expect(
            machine.handle(.explained, at: Self.at(3)) == [
                .setTimer(Self.at(8)),
                .sendClose(code: 1007, reason: "the text is not UTF-8", then: .finishSending),
                .tell(.closed(.violation(.invalidUTF8))),
            ])
        #expect(!machine.sends && !machine.receives && !machine.listens)
        #expect(machine.handle(.closeReceived(code: 1007), at: Self.at(4)) == [])
        #expect(machine.handle(.connectionLost, at: Self.at(5)) == [.cancelTimer, .disconnect])
    }

    @Test("a peer that does not end its stream after a violation is cut off in the end")
    mutating func endless() {
        _ = machine.handle(.violated(.frameTooLarge), at: Self.at(1))
        _ = machine.handle(.explained, at: Self.at(1))
        #expect(wake(at: 5) == [.setTimer(Self.at(6))])
        #expect(wake(at: 6) == [.disconnect])
        #expect(machine.state == .closed)
    }

    @Test("a binary message changes nothing")
    mutating func survivable() {
        let before = machine.state
        let effects = machine.handle(.violated(.binaryFrame), at: Self.at(1))
        #expect(effects == [.tell(.violation(.binaryFrame))])
        #expect(machine.state == before)
    }

    @Test("while closing, a violation ends our stream, for the peer's Close will not be read")
    mutating func violationWhileClosing() {
        _ = machine.handle(.closeRequested(code: 4001, reason: ""), at: Self.at(1))
        #expect(machine.listens)
        #expect(machine.handle(.violated(.frameTooLarge), at: Self.at(2)) == [.finishSending])
        #expect(!machine.listens)
        // The time that the peer was given does not begin anew.
        #expect(wake(at: 6) == [.disconnect])
    }

    /// Every event that can end a connection, from every state: the session is told exactly once.
    @Test("whatever happens in whatever order, the end is told once and is final")
    func toldOnce() {
        let events: [ConnectionMachine.Event] = [
            .closeReceived(code: 1000), .violated(.protocolError), .violated(.binaryFrame), .explained,
            .closeRequested(code: 4001, reason: ""), .outboxOverflowed, .shutdownRequested, .connectionLost,
            .timerFired(backlogged: false), .frameReceived,
        ]
        for first in events {
            for second in events {
                for third in events {
                    var machine = ConnectionMachine(timing: Self.timing, openedAt: Self.at(0))
                    var effects: [ConnectionMachine.Effect] = []
                    for (index, event) in [first, second, third, .explained, .connectionLost].enumerated() {
                        effects += machine.handle(event, at: Self.at(Int64(index)))
                    }
                    let ends = effects.filter { if case .tell(.closed) = $0 { true } else { false } }
                    let closes = effects.filter { if case .sendClose = $0 { true } else { false } }
                    #expect(ends.count == 1, "\(first), \(second), \(third)")
                    #expect(closes.count <= 1, "\(first), \(second), \(third)")
                    #expect(machine.state == .closed)
                    #expect(effects.contains(.disconnect))
                }
            }
        }
    }

    private mutating func wake(at seconds: Int64) -> [ConnectionMachine.Effect] {
        machine.handle(.timerFired(backlogged: false), at: Self.at(seconds))
    }
}
