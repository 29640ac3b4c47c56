import type { Gathering } from "../contract.ts";
import type { Side } from "./call-model.ts";
import { relayFault } from "./stun-codes.ts";

/** What is known of the search for a path between two devices. No address is in it. */
export interface PathFindings {
  /** What this browser has found, and what the servers have answered it. */
  readonly own: Gathering;
  readonly peer: PeerFindings;
  /** Which kinds of servers there are to ask; null where this browser does not know. */
  readonly servers: KnownServers | null;
  /** Has one been found? Then it is only the encrypted connection over it that is missing. */
  readonly isPathFound: boolean;
}

/** What the other device has told of its addresses. */
export interface PeerFindings {
  readonly any: boolean;
  readonly relay: boolean;
  /** Has it told all of them, at least once? */
  readonly complete: boolean;
}

export interface KnownServers {
  readonly stun: boolean;
  readonly relay: boolean;
}

/** Why no path was found, as far as it is certain. */
export type PathCause =
  /** A path was found, and the two have not come to an encrypted connection over it. */
  | { readonly kind: "no-encryption"; readonly relayOnly: boolean }
  /** This browser was not told which servers help, or does not understand how they are named. */
  | { readonly kind: "servers-unknown"; readonly relayOnly: boolean }
  /** Nothing goes straight from one network to the other, and there is no relay; or not even a STUN server. */
  | { readonly kind: "no-relay" | "no-stun"; readonly relayOnly: boolean }
  /** Both devices have an address at the relay, and nothing gets through. */
  | { readonly kind: "relay-silent"; readonly relayOnly: boolean }
  /** This browser found no address at all. */
  | { readonly kind: "no-network"; readonly relayOnly: boolean }
  /** The other device told that it has none. It may use a relay only, so why is not known here. */
  | { readonly kind: "no-peer-address"; readonly relayOnly: boolean }
  | { readonly kind: "relay-refused" | "relay-full"; readonly relayOnly: boolean }
  | {
    readonly kind: "relay-unreachable";
    /** Whose device has got no address from it in time; a browser may go on asking for longer than any call waits. */
    readonly side: Side;
    readonly relayOnly: boolean;
  };

/** Null: it is not known. */
export function pathCause({ own, peer, servers, isPathFound }: PathFindings): PathCause | null {
  const relayOnly = own.relay_only;
  if (isPathFound) return { kind: "no-encryption", relayOnly };
  const isCutOff = own.complete && !own.host && !own.srflx && !own.relay;
  if (isCutOff && !relayOnly) return { kind: "no-network", relayOnly };
  if (servers === null) return { kind: "servers-unknown", relayOnly };
  if (!servers.relay && relayOnly) return { kind: "no-relay", relayOnly };
  if (servers.relay && !own.relay) return withoutRelay(own);
  if (!peer.any) return peer.complete ? { kind: "no-peer-address", relayOnly } : null;
  if (!servers.relay) return { kind: servers.stun ? "no-relay" : "no-stun", relayOnly };
  if (peer.relay) return { kind: "relay-silent", relayOnly };
  return { kind: "relay-unreachable", side: "peer", relayOnly };
}

function withoutRelay({ turn_udp, turn_tcp, turn_tls, relay_only: relayOnly }: Gathering): PathCause {
  switch (relayFault([turn_udp, turn_tcp, turn_tls])) {
    case "refused":
      return { kind: "relay-refused", relayOnly };
    case "full":
      return { kind: "relay-full", relayOnly };
    case "unreachable":
    case null:
      return { kind: "relay-unreachable", side: "me", relayOnly };
  }
}

/**
 * Would the same search come to nothing in a few seconds, too? Unsure: a relay may come back, have room again, or lose
 * fewer packets. Never: a path was there, and may be there again.
 */
export type Futility = "sure" | "unsure" | "never";

export function futilityOf(cause: PathCause | null): Futility {
  return cause === null ? "unsure" : FUTILITY[cause.kind];
}

const FUTILITY: Readonly<Record<PathCause["kind"], Futility>> = {
  "no-encryption": "never",
  "servers-unknown": "unsure",
  "no-relay": "sure",
  "no-stun": "sure",
  "no-network": "sure",
  "no-peer-address": "unsure",
  "relay-refused": "sure",
  "relay-full": "unsure",
  "relay-unreachable": "unsure",
  "relay-silent": "unsure",
};
