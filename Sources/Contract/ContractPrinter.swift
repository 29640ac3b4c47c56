import CallCore
import RateLimits
import Signaling

/// Prints `web/src/contract.ts`: every type of the wire, every limit and reason, and the device
/// machine as the table that the browser interprets.
package enum ContractPrinter {
    /// The whole file.
    package static func typeScript() -> String {
        [header, words, shapes, messages, pushes, limits, table].joined(separator: "\n\n") + "\n"
    }

    private static let header = """
        // Printed by `duet-contract` from CallCore and Signaling. Do not edit: change the Swift and print anew.
        // deno-fmt-ignore-file

        export const PROTOCOL = "\(SignalingProtocol.subprotocol)";
        """

    private static var words: String {
        [
            union("CallState", "CALL_STATES", CallSnapshot.State.allCases.map(\.rawValue)),
            union("CallRole", "CALL_ROLES", CallSnapshot.Role.allCases.map(\.rawValue)),
            union("Reach", "REACHES", CallSnapshot.Reach.allCases.map(\.rawValue)),
            union("PersonalChange", "PERSONAL_CHANGES", PersonalChange.allCases.map(\.rawValue)),
            union("EndReason", "END_REASONS", EndReason.allCases.map(\.rawValue)),
            union("ErrorCode", "ERROR_CODES", SignalErrorCode.allCases.map(\.rawValue)),
            union("DeviceState", "DEVICE_STATES", DeviceState.allCases.map(\.rawValue)),
            union("DeviceEvent", "DEVICE_EVENTS", DeviceEvent.allCases.map(\.rawValue)),
            union("DeviceEffect", "DEVICE_EFFECTS", DeviceEffect.allCases.map(\.rawValue)),
        ].joined(separator: "\n\n")
    }

    private static func union(_ type: String, _ list: String, _ values: [String]) -> String {
        let quoted = values.map { "  \"\($0)\"," }.joined(separator: "\n")
        return """
            export const \(list) = [
            \(quoted)
            ] as const;
            export type \(type) = (typeof \(list))[number];
            """
    }

    private static var shapes: String {
        PayloadShapes.all.map { shape in
            let lines = shape.fields.map { "  readonly \($0.name): \($0.type);" }.joined(separator: "\n")
            return "export interface \(shape.name) {\n\(lines)\n}"
        }.joined(separator: "\n\n")
    }

    private static var messages: String {
        """
        export interface Envelope<Type extends string, Payload> {
          readonly type: Type;
          readonly from_user_id: string;
          readonly to_user_id: string;
          readonly payload: Payload;
        }

        /// What a device sends.
        \(messageUnion("ClientMessage", SignalType.allCases, MessageShapes.fromDevice))

        /// What the server sends.
        \(messageUnion("ServerMessage", SignalType.allCases, MessageShapes.fromServer))
        """
    }

    private static func messageUnion(
        _ name: String, _ types: [SignalType], _ fields: (SignalType) -> [WireField]?
    ) -> String {
        let cases = types.compactMap { type in
            fields(type).map { fields in
                let payload = fields.map { "readonly \($0.name): \($0.type)" }.joined(separator: "; ")
                return "  | Envelope<\"\(type.rawValue)\", { \(payload) }>"
            }
        }
        return "export type \(name) =\n" + cases.joined(separator: "\n") + ";"
    }

    private static var pushes: String {
        let cases = SignalType.allCases.compactMap { type in
            PushShapes.fields(type).map { fields in
                let rest = fields.map { "readonly \($0.name): \($0.type)" }.joined(separator: "; ")
                return "  | { readonly type: \"\(type.rawValue)\"; \(rest) }"
            }
        }
        return """
            /// What a closed page is told by Web Push.
            export type PushMessage =
            \(cases.joined(separator: "\n"));
            """
    }

    private static var limits: String {
        """
        export const LIMITS = {
          frame_bytes: \(Limits.frameBytes),
          json_depth: \(Limits.jsonDepth),
          sdp_bytes: \(Limits.sdpBytes),
          candidate_bytes: \(Limits.candidateBytes),
          candidates_per_negotiation: \(Limits.candidatesPerNegotiation),
          burst: \(Limits.messages.burst),
          messages_per_second: \(Int(Duration.seconds(1) / Limits.messages.interval)),
          presence_changes: \(Limits.presenceChanges),
        } as const;
        """
    }

    // MARK: The device machine

    private static var table: String {
        let states = DeviceState.allCases.map { state in
            let cells = DeviceEvent.allCases.compactMap { event in
                DeviceMachine.transition(from: state, on: event).map { transition in
                    cell(event, transition, DeviceMachine.endReason(from: state, on: event))
                }
            }
            return "  \(state.rawValue): {\n" + cells.joined(separator: "\n") + "\n  },"
        }
        let callStates = DeviceState.allCases.map { state in
            "  \(state.rawValue): \(state.callState.map { "\"\($0.rawValue)\"" } ?? "null"),"
        }
        let negotiationWaits = DeviceMachine.negotiationWaits.map { "\($0.milliseconds)" }.joined(
            separator: ", ")
        return """
            /// What an event does in a state. `end_reason` is what `sendEnd` and `showEnded` say where the
            /// event is this device's own; otherwise the reason stands in the message at hand.
            export interface Transition {
              readonly next: DeviceState;
              readonly effects: readonly DeviceEffect[];
              readonly end_reason?: EndReason;
            }

            /// The device machine, state × event. An absent cell means: nothing happens.
            export const TRANSITION_TABLE: {
              readonly [State in DeviceState]: { readonly [Event in DeviceEvent]?: Transition };
            } = {
            \(states.joined(separator: "\n"))
            };

            /// How long a device that looks for a path waits for an answer after it has negotiated for the first, second …
            /// time; the last one repeats. And how long it waits for audio after an answer. Milliseconds.
            export const NEGOTIATION_WAITS: readonly number[] = [\(negotiationWaits)];
            export const ANSWERED_WAIT = \(DeviceMachine.answeredWait.milliseconds);

            /// How much longer than `Timers.ring` a device waits for an answer before it gives up by itself. Milliseconds.
            export const RING_MARGIN = \(DeviceMachine.ringMargin.milliseconds);

            /// The device's states in the protocol's words.
            export const CALL_STATE_OF: { readonly [State in DeviceState]: CallState | null } = {
            \(callStates.joined(separator: "\n"))
            };
            """
    }

    private static func cell(
        _ event: DeviceEvent, _ transition: DeviceMachine.Transition, _ reason: EndReason?
    ) -> String {
        let effects = transition.effects.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        let ends = transition.next == .idle ? reason : nil
        let tail = ends.map { ", end_reason: \"\($0.rawValue)\"" } ?? ""
        return
            "    \(event.rawValue): { next: \"\(transition.next.rawValue)\", effects: [\(effects)]\(tail) },"
    }
}

extension ContractPrinter {
    /// The names of the fields in the payload of a message from a device; nil when it sends none.
    package static func fieldsFromDevice(_ type: SignalType) -> [String]? {
        MessageShapes.fromDevice(type)?.map(\.name)
    }

    /// The names of the fields of a message to a closed page, beside `type`; nil when there is none of this type.
    package static func fieldsOfPush(_ type: SignalType) -> [String]? {
        PushShapes.fields(type)?.map(\.name)
    }

    /// The names of the fields in the payload of a message from the server; nil when it sends none.
    package static func fieldsFromServer(_ type: SignalType) -> [String]? {
        MessageShapes.fromServer(type)?.map(\.name)
    }
}
