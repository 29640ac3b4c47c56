import CallCore
import CallExplorer
import Foundation
import Testing

/// That the proof can fail: each of these faults in the machines is found.
@Suite(.serialized) struct MutationTests {
    private static let table: [Mutation] = [
        .dropping(.microphoneReady, in: .dialing),
        .dropping(.snapshotNone, in: .calling),
        .dropping(.snapshotInCallAsCaller, in: .calling),
        .dropping(.snapshotRinging, in: .accepting),
        .dropping(.snapshotNone, in: .accepting),
        .dropping(.snapshotNone, in: .connected),
        .dropping(.snapshotOfEndedCall, in: .idle),
        .dropping(.snapshotInCallAsCallee, in: .idle),
        .dropping(.microphoneReady, in: .resuming),
        .dropping(.signalingRestored, in: .reconnecting),
        .dropping(.graceTimeout, in: .interrupted),
        .dropping(.mediaReplaced, in: .connected),
        .dropping(.hangUpPressed, in: .reconnecting),
        .swapping(.accepted, .rejected, in: .calling),
        .swapping(.acceptPressed, .declinePressed, in: .ringing),
        .swapping(.mediaConnected, .mediaFailed, in: .connected),
        .forgetting(.cancelConnectTimer, on: .mediaConnected, in: .connecting),
        .forgetting(.startMediaTimer, on: .mediaFailed, in: .connected),
        .forgetting(.closeMedia, on: .ended, in: .connected),
        .forgetting(.sendEnd, on: .hangUpPressed, in: .connected),
        .forgetting(.adoptCall, on: .snapshotInCallAsCallee, in: .calling),
        .forgetting(.restart, on: .mediaFailed, in: .reconnecting),
        .adding(.startConnectTimer, on: .mediaConnected, in: .connecting),
        .leading(to: .idle, on: .mediaDisconnected, in: .connected),
        .leading(to: .connected, on: .answerReceived, in: .connecting),
    ]

    private static let server: [Mutation] = [
        .server("lets a late accept revive a call that has ended") { before, event, call, _ in
            guard case .acceptReceived(let sender) = event, before.isEnded, sender.user == call.callee else {
                return
            }
            call.become(
                .inCall(
                    .init(
                        answeredAt: Timestamp(milliseconds: 0), calleeDevice: sender.device, signaling: .both)
                ))
        },
        .server("ends a call because a socket is gone") { before, event, call, _ in
            guard case .deviceDisconnected = event, case .inCall = before.state else { return }
            call.become(
                .ended(
                    .init(reason: .connectionLost, by: nil, at: Timestamp(milliseconds: 0), answeredAt: nil)))
        },
        .server("forgets the ring deadline after a restart") { before, event, _, effects in
            if event == .serverRestarted, case .ringing = before.state { effects = [] }
        },
        .server("does not cancel the ring deadline on an accept") { _, event, _, effects in
            if case .acceptReceived = event {
                effects.removeAll { if case .cancelDeadline = $0 { true } else { false } }
            }
        },
        .server("tells nobody that a call has ended") { before, _, call, effects in
            guard call.isEnded, !before.isEnded else { return }
            effects.removeAll {
                switch $0 {
                case .send, .updateSnapshots: true
                case .relay, .sendSnapshot, .sendCurrentSnapshot, .refuse, .setDeadline, .cancelDeadline:
                    false
                }
            }
        },
        .server("keeps silent to a device that speaks of an ended call") { before, _, _, effects in
            if before.isEnded { effects = [] }
        },
        .server("does not pass on an accept in a call") { before, event, _, effects in
            if case .acceptReceived = event, case .inCall = before.state { effects = [] }
        },
        .server("lets a second device take over a call that was answered") { before, event, call, effects in
            guard case .acceptReceived(let sender) = event, case .inCall(var inCall) = before.state,
                sender.user == before.callee
            else { return }
            inCall.calleeDevice = sender.device
            call.become(.inCall(inCall))
            effects = [.updateSnapshots]
        },
        .server("passes an accept and the media on without noting the accept") {
            before, event, call, effects in
            guard case .ringing = before.state else { return }
            switch event {
            case .acceptReceived(let sender):
                call = before
                effects = [.send(.accept, from: .person(sender.user), to: .device(before.caller))]
            case .offerReceived: effects = [.relay(to: Seat.bo.party)]
            case .answerReceived: effects = [.relay(to: before.caller)]
            case .candidateReceived(let sender):
                effects = [.relay(to: sender == before.caller ? Seat.bo.party : before.caller)]
            case .initiateReceived, .rejectReceived, .endReceived, .reportReceived, .deviceConnected,
                .deviceDisconnected, .deadlinePassed, .serverRestarted:
                break
            }
        },
        .deciding("sets no ring deadline for a new call") { effects in
            effects.removeAll { if case .setDeadline = $0 { true } else { false } }
        },
        .deciding("leaves the ring deadline of a call that a crossing one answers") { effects in
            effects.removeAll { if case .cancelDeadline = $0 { true } else { false } }
        },
        .decision("does not look whether somebody is busy") {
            $0.ofCaller = nil
            $0.ofCallee = nil
        },
        .decision("takes a repeated initiate for a new call") { $0.sameID = nil },
    ]

    private static let browser: [Mutation] = [
        .runner("forgets over a reload what was hung up") { $0.remembersEndings = false },
        .runner("does not notice that the server holds another call") { $0.noticesOtherCalls = false },
        .runner("takes session:ready for old news") { $0.takesReadyAsNews = false },
        .runner("keeps its connection when the other side's is new") { $0.followsNewConnections = false },
        .runner("takes a snapshot as read that it passed over") { $0.forgetsCrossings = false },
    ]

    @Test("every mutation is found")
    func mutationsAreFound() {
        let mutations = Self.table + Self.server + Self.browser
        var found = 0
        var properties: Set<Property> = []
        let time = ContinuousClock().measure {
            for mutation in mutations {
                guard let finding = Self.finding(of: mutation) else {
                    Issue.record("Nobody noticed that \(mutation.name).")
                    continue
                }
                found += 1
                properties.insert(finding.violation.property)
                let broken = finding.violation.property.rawValue
                print("Mutation found: \(mutation.name). Not so: \(broken) (\(finding.story.count) steps).")
            }
        }
        print("Mutations: \(found) of \(mutations.count) found in \(time.formatted(.units(width: .narrow))).")
        #expect(properties == Set(Property.allCases), "a property that no mutation breaks shows nothing")
    }

    private static func finding(of mutation: Mutation) -> Exploration.Finding? {
        for named in NamedPlay.small {
            var explorer = Explorer(named.play, rules: mutation.rules)
            if let finding = explorer.explore().finding { return finding }
        }
        return nil
    }
}

extension Call {
    /// The same call in a state that its machine would not have led to.
    fileprivate mutating func become(_ state: State) {
        self = Call(id: id, caller: caller, callee: callee, startedAt: startedAt, alias: alias, state: state)
    }
}
