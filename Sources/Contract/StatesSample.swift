import CallCore

/// The people, devices, calls and events that stand for all others in the printed tables.
extension StatesPrinter {
    enum Sample {
        static let now = Timestamp(milliseconds: 1_000_000)
        static let caller = endpoint("alice", 1)
        static let callerElsewhere = endpoint("alice", 2)
        static let callee = endpoint("bo", 3)
        static let calleeElsewhere = endpoint("bo", 4)
        static let stranger = endpoint("carl", 5)

        static let ringing = call(
            .ringing(.init(expiresAt: now.advanced(by: .seconds(40)), callerConnected: true)))
        static let inCall = call(
            .inCall(.init(answeredAt: now, calleeDevice: callee.device, signaling: .both)))
        static let bothGone = call(
            .inCall(
                .init(
                    answeredAt: now, calleeDevice: callee.device,
                    signaling: .neither(abandonedAt: now.advanced(by: .seconds(60))))))
        static let bothGoneUnseen = call(
            .inCall(
                .init(
                    answeredAt: now, calleeDevice: callee.device, signaling: .neither(abandonedAt: nil))))
        static let ended = call(.ended(.init(reason: .declined, by: callee.user, at: now, answeredAt: nil)))

        /// Every event from every kind of sender. A deadline belongs to the call that it is asked of.
        static let events: [(name: String, event: @Sendable (Call) -> CallEvent)] = [
            ("`call:initiate` again, caller", { _ in .initiateReceived(from: caller) }),
            (
                "`call:initiate` again, caller's other device",
                { _ in .initiateReceived(from: callerElsewhere) }
            ),
            ("`call:accept`, callee", { _ in .acceptReceived(from: callee) }),
            ("`call:accept`, callee's other device", { _ in .acceptReceived(from: calleeElsewhere) }),
            ("`call:accept`, caller", { _ in .acceptReceived(from: caller) }),
            (
                "`call:accept` with `take_over`, caller's other device",
                { _ in .takeOverReceived(from: callerElsewhere) }
            ),
            (
                "`call:accept` with `take_over`, callee's other device",
                { _ in .takeOverReceived(from: calleeElsewhere) }
            ),
            ("`call:accept` with `take_over`, callee", { _ in .takeOverReceived(from: callee) }),
            ("`call:reject`, callee", { _ in .rejectReceived(from: callee, reason: .declined) }),
            (
                "`call:reject`, callee's other device",
                { _ in .rejectReceived(from: calleeElsewhere, reason: .declined) }
            ),
            ("`call:reject`, caller", { _ in .rejectReceived(from: caller, reason: .declined) }),
            ("`call:offer`, caller", { _ in .offerReceived(from: caller) }),
            ("`call:offer`, caller's other device", { _ in .offerReceived(from: callerElsewhere) }),
            ("`call:offer`, callee", { _ in .offerReceived(from: callee) }),
            ("`call:answer`, callee", { _ in .answerReceived(from: callee) }),
            ("`call:answer`, callee's other device", { _ in .answerReceived(from: calleeElsewhere) }),
            ("`call:answer`, caller", { _ in .answerReceived(from: caller) }),
            ("`call:ice-candidate`, caller", { _ in .candidateReceived(from: caller) }),
            ("`call:ice-candidate`, callee", { _ in .candidateReceived(from: callee) }),
            (
                "`call:ice-candidate`, callee's other device",
                { _ in .candidateReceived(from: calleeElsewhere) }
            ),
            ("`call:mute`, caller", { _ in .muteReceived(from: caller) }),
            ("`call:mute`, callee", { _ in .muteReceived(from: callee) }),
            ("`call:mute`, callee's other device", { _ in .muteReceived(from: calleeElsewhere) }),
            ("`call:end` (`cancelled`), caller", { _ in .endReceived(from: caller, reason: .cancelled) }),
            (
                "`call:end` (`cancelled`), caller's other device",
                { _ in .endReceived(from: callerElsewhere, reason: .cancelled) }
            ),
            ("`call:end` (`hung_up`), caller", { _ in .endReceived(from: caller, reason: .hungUp) }),
            ("`call:end` (`hung_up`), callee", { _ in .endReceived(from: callee, reason: .hungUp) }),
            ("`session:report`, caller", { _ in .reportReceived(from: caller) }),
            ("`session:report`, callee's other device", { _ in .reportReceived(from: calleeElsewhere) }),
            ("caller's device connects", { _ in .deviceConnected(caller) }),
            ("caller's device disconnects", { _ in .deviceDisconnected(caller) }),
            ("callee's device connects", { _ in .deviceConnected(callee) }),
            ("callee's device disconnects", { _ in .deviceDisconnected(callee) }),
            (
                "the caller calls somebody from another device",
                { _ in .calledElsewhere(from: callerElsewhere) }
            ),
            ("the caller's device is signed out", { _ in .signedOut(caller) }),
            ("the callee's device is signed out", { _ in .signedOut(callee) }),
            ("the caller's account is disabled or gone", { _ in .accountClosed(caller.user) }),
            ("the callee's account is disabled or gone", { _ in .accountClosed(callee.user) }),
            ("somebody, whoever it is, connects", { _ in .absenceCounts }),
            ("nobody is connected any more", { _ in .absenceIsUncertain }),
            (
                "the timer passes",
                { call in
                    .deadlinePassed(call.deadline ?? Deadline(call: call.id, kind: .ring, at: now))
                }
            ),
            (
                "a stale timer passes",
                { call in .deadlinePassed(Deadline(call: call.id, kind: .ring, at: now)) }
            ),
            ("the server starts anew", { _ in .serverRestarted }),
            ("any message of a stranger", { _ in .acceptReceived(from: stranger) }),
        ]

        static let situations: [(name: String, initiation: Initiation, situation: Initiation.Situation)] = [
            ("both are free", wish(caller, callee), .init(sameID: nil, ofCaller: nil, ofCallee: nil)),
            (
                "the callee is in a call", wish(stranger, callee),
                .init(sameID: nil, ofCaller: nil, ofCallee: inCall)
            ),
            (
                "the callee has blocked the caller", wish(stranger, callee),
                .init(sameID: nil, ofCaller: nil, ofCallee: nil, isBlocked: true)
            ),
            (
                "the callee's call rings at the caller (glare)", wish(callee, caller, id: 9),
                .init(sameID: nil, ofCaller: ringing, ofCallee: ringing)
            ),
            (
                "the id is known and names another callee", wish(caller, stranger),
                .init(sameID: ringing, ofCaller: ringing, ofCallee: nil)
            ),
            (
                "the caller is in a call with the callee at this device", wish(callee, caller, id: 9),
                .init(sameID: nil, ofCaller: inCall, ofCallee: inCall)
            ),
            (
                "the caller is in a call with somebody else", wish(caller, stranger, id: 9),
                .init(sameID: nil, ofCaller: inCall, ofCallee: nil)
            ),
            (
                "the id is known and rings", wish(caller, callee),
                .init(sameID: ringing, ofCaller: ringing, ofCallee: ringing)
            ),
            (
                "the id is known and over", wish(caller, callee),
                .init(sameID: ended, ofCaller: nil, ofCallee: nil)
            ),
            (
                "the caller calls themselves", wish(caller, caller),
                .init(sameID: nil, ofCaller: nil, ofCallee: nil)
            ),
        ]

        private static func endpoint(_ user: String, _ number: Int) -> Endpoint {
            Endpoint(user: known(UserID(user)), device: known(DeviceID(uuid(number))))
        }

        private static func call(_ state: Call.State) -> Call {
            Call(
                id: known(CallID(uuid(7))), caller: caller, callee: callee.user, startedAt: now, state: state)
        }

        private static func wish(_ from: Endpoint, _ to: Endpoint, id: Int = 7) -> Initiation {
            Initiation(id: known(CallID(uuid(id))), caller: from, callee: to.user)
        }

        private static func uuid(_ number: Int) -> String {
            "00000000-0000-4000-8000-00000000000\(number)"
        }

        /// These are our own constants; one that is no identifier is our own mistake.
        private static func known<Value>(_ value: Value?) -> Value {
            guard let value else { preconditionFailure("A sample is no identifier.") }
            return value
        }
    }
}
