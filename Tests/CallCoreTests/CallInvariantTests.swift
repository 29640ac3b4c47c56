import CallCore
import Testing

/// What holds in every cell of the server's table, asked of all of them.
struct CallInvariantTests {
    static let endpoints = [
        People.alicePhone, People.aliceLaptop, People.boPhone, People.boLaptop, People.carlPhone,
    ]

    static let states: [Call.State] = {
        let start = People.start
        let signalings: [Call.Signaling] = [
            .both, .callerOnly, .calleeOnly, .neither(abandonedAt: nil),
            .neither(abandonedAt: start.after(60)),
        ]
        return [true, false].map {
            .ringing(.init(expiresAt: start.after(45), callerConnected: $0))
        } + [
            .ringing(
                .init(expiresAt: start.after(45), callerConnected: true, hasRung: false, notice: .underWay))
        ]
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
        endpoints.flatMap { endpoint -> [CallEvent] in
            [
                .initiateReceived(from: endpoint), .acceptReceived(from: endpoint),
                .offerReceived(from: endpoint),
                .answerReceived(from: endpoint), .candidateReceived(from: endpoint),
                .deviceConnected(endpoint),
                .deviceDisconnected(endpoint), .reportReceived(from: endpoint),
                .calledElsewhere(from: endpoint), .takeOverReceived(from: endpoint), .signedOut(endpoint),
                .accountClosed(endpoint.user),
            ]
                + EndReason.allCases.flatMap { reason -> [CallEvent] in
                    [
                        .rejectReceived(from: endpoint, reason: reason),
                        .endReceived(from: endpoint, reason: reason),
                    ]
                }
        }
        + states.compactMap { call($0).deadline }.map { .deadlinePassed($0) }
        + [
            .serverRestarted, .absenceCounts, .absenceIsUncertain, .notified(isTaken: true),
            .notified(isTaken: false),
        ]

    @Test("every state × event", arguments: states)
    func everyCell(state: Call.State) {
        for event in Self.events {
            let before = Self.call(state)
            var after = before
            let effects = after.handle(event, at: People.start.after(1), timers: People.timers)

            // Ended is final.
            if before.isEnded { #expect(after == before, "\(event)") }
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
