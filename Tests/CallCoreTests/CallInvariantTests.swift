import CallCore
import Testing

/// What holds in every cell of the server's table, asked of all of them.
struct CallInvariantTests {
    static let parties = [
        People.alicePhone, People.aliceLaptop, People.boPhone, People.boLaptop, People.carlPhone,
    ]

    static let states: [Call.State] = {
        let start = People.start
        let signalings: [Call.Signaling] = [
            .both, .callerOnly, .calleeOnly, .neither(abandonedAt: start.after(60)),
        ]
        return [true, false].map {
            .ringing(.init(expiresAt: start.after(45), callerConnected: $0))
        }
            + signalings.map {
                .inCall(.init(answeredAt: start, calleeDevice: People.boPhone.device, signaling: $0))
            }
            + EndReason.allCases.map { .ended(.init(reason: $0, by: nil, at: start, answeredAt: nil)) }
    }()

    static func call(_ state: Call.State) -> Call {
        Call(
            id: People.callID(1), caller: People.alicePhone, callee: People.boPhone.user,
            startedAt: People.start, state: state)
    }

    static let events: [CallEvent] =
        parties.flatMap { party -> [CallEvent] in
            [
                .initiateReceived(from: party), .acceptReceived(from: party), .offerReceived(from: party),
                .answerReceived(from: party), .candidateReceived(from: party), .deviceConnected(party),
                .deviceDisconnected(party), .reportReceived(from: party),
            ]
                + EndReason.allCases.flatMap { reason -> [CallEvent] in
                    [
                        .rejectReceived(from: party, reason: reason),
                        .endReceived(from: party, reason: reason),
                    ]
                }
        }
        + states.compactMap { call($0).deadline }.map { .deadlinePassed($0) } + [.serverRestarted]

    @Test("every state × event", arguments: states)
    func everyCell(state: Call.State) {
        for event in Self.events {
            let before = Self.call(state)
            var after = before
            let effects = after.handle(event, at: People.start.after(1), timers: People.timers)

            // Ended is final.
            if before.isEnded { #expect(after == before, "\(event)") }
            // A timer is set exactly when the new state has another one, and the old one is cancelled.
            let set = effects.compactMap { if case .setDeadline(let deadline) = $0 { deadline } else { nil } }
            let cancelled = effects.compactMap {
                if case .cancelDeadline(let deadline) = $0 { deadline } else { nil }
            }
            if event == .serverRestarted {
                #expect(set == [after.deadline].compactMap { $0 }, "\(event)")
            } else if before.deadline == after.deadline {
                #expect(set.isEmpty && cancelled.isEmpty, "\(event)")
            } else {
                #expect(set == [after.deadline].compactMap { $0 }, "\(event)")
                #expect(cancelled == [before.deadline].compactMap { $0 }, "\(event)")
            }
            // Media passes only in the call, and only between its two bound devices.
            for case .relay(let recipient) in effects {
                guard case .inCall = state else {
                    Issue.record("\(event) was passed on in \(state)")
                    continue
                }
                #expect([People.alicePhone, People.boPhone].contains(recipient))
            }
            // Whatever changes the state for people is told to both.
            if before.isEnded != after.isEnded { #expect(effects.contains(.updateSnapshots), "\(event)") }
            // A refusal changes nothing.
            if effects.contains(where: { if case .refuse = $0 { true } else { false } }) {
                #expect(effects.count == 1 && after == before, "\(event)")
            }
        }
    }
}
