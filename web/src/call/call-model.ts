import type { DeviceEvent, DeviceState, IceCandidate, Person, Reach } from "../contract.ts";
import type { ReceivedCode, ReceivedReason } from "../decoding/received.ts";
import type { MicrophoneProblem } from "./microphone-failure.ts";
import type { Obstacle } from "./obstacles.ts";
import type { PathCause } from "./path-findings.ts";
import type { Quality } from "./quality/quality-judge.ts";

export type Role = "caller" | "callee";

/** The call that this device is in. Times are milliseconds since 1970, by the server's clock. */
export interface CallContext {
  readonly callId: string;
  readonly peer: Person;
  readonly role: Role;
  readonly expiresAt: number | null;
  readonly answeredAt: number | null;
}

/** A call that another device of this person has. */
export interface CallElsewhere {
  readonly call: CallContext;
  /** Its id, and its alias if it has one. */
  readonly names: readonly string[];
  /** Was it answered? One that rings is where it was placed, and stays there. */
  readonly isAnswered: boolean;
}

/** A fact for the device's machine, with what its effects need of it. */
export interface CallInput {
  readonly event: DeviceEvent;
  /** What `adoptCall` takes; for `snapshotOfEndedCall` the call to be ended again. */
  readonly call?: CallContext;
  readonly reason?: ReceivedReason;
  /** Who ended the call; absent for the server, a deadline or a failure. */
  readonly endedBy?: Side;
  /** Whose connection to the server is back; absent where it is this device's own. */
  readonly returned?: "peer";
  readonly sdp?: string;
  readonly candidate?: IceCandidate | null;
  readonly trouble?: Trouble;
}

export type Side = "me" | "peer";

/** What went wrong before or beside a call. */
export type Trouble =
  | { readonly kind: "microphone"; readonly problem: MicrophoneProblem }
  | { readonly kind: "refused"; readonly code: ReceivedCode; readonly message: string }
  /** There is no connection to the server, so no call can be placed or answered. */
  | { readonly kind: "offline" }
  /** No call can be made or answered from this page. */
  | { readonly kind: "obstacle"; readonly obstacle: Obstacle };

/** Why a call has ended here; one that goes on at another device of this person is over at this one. */
export type EndingReason = ReceivedReason | "continued_elsewhere";

/** How the last call ended. */
export interface Ending {
  readonly peer: Person;
  readonly role: Role;
  /** Null: the server no longer knows the call, and nobody told this device why. */
  readonly reason: EndingReason | null;
  readonly by: Side | null;
  /** Who had no connection to the server at the end; null if nobody, or if that is not known. */
  readonly offline: Side | null;
  /** Did this device give up because nothing was heard of its call, or of its answer? */
  readonly unheard: boolean;
  /** Why no path was found for the sound; null if there was one, or if that is not known. */
  readonly cause: PathCause | null;
  /** Did the two talk? In milliseconds; null if they never did. */
  readonly talked: number | null;
}

/** What there is to show. `since` is when audio first flowed, by this device's clock. */
export type CallView =
  | {
    readonly state: "idle";
    /** Whom the last call was with, or was to be with, while there is something to tell about it. */
    readonly peer: Person | null;
    readonly ending: Ending | null;
    readonly trouble: Trouble | null;
    /** The call that another device of this person has; null if none has, or if that is not known. */
    readonly elsewhere: CallElsewhere | null;
  }
  | {
    readonly state: Exclude<DeviceState, "idle">;
    readonly call: CallContext;
    readonly since: number | null;
    readonly muted: boolean;
    /** Has the other one muted themselves, as far as it is known? */
    readonly peerMuted: boolean;
    /** Is the other device's connection to the server up? Media may flow without. While calling: does it ring anywhere? */
    readonly peerSignaling: boolean;
    /** What is wrong with the sound; null while nothing is known to be. */
    readonly quality: Quality | null;
    /** While calling: how far the call has got; null if that is not known. */
    readonly reach: Reach | null;
    readonly trouble: Trouble | null;
  };
