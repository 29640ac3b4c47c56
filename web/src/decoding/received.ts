import type { EndReason, Envelope, ErrorCode, PersonalChange, ServerMessage, Snapshot } from "../contract.ts";
import type { Unknown } from "./decoder.ts";

/** Why a call has ended. */
export type ReceivedReason = EndReason | Unknown;

/** Why the server has refused something. */
export type ReceivedCode = ErrorCode | Unknown;

/** Unknown as a whole when its state or role is: nobody can follow the rest of it then. */
export type ReceivedSnapshot = Snapshot | Unknown;

type Received<T> = T extends EndReason | ErrorCode | PersonalChange | Snapshot ? T | Unknown : T;

/** What the server says, as it is understood by a page that may be older. */
export type ReceivedMessage = ServerMessage extends infer Message
  ? Message extends Envelope<infer Type, infer Payload>
    ? Envelope<Type, { readonly [Field in keyof Payload]: Received<Payload[Field]> }>
  : never
  : never;
