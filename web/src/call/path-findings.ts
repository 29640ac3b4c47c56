import type { Gathering } from "../contract.ts";
import type { Side } from "./call-model.ts";

/** What is known of the search for a path between two devices. No address is in it. */
export interface PathFindings {
  /** What this browser has found, and what the servers have answered it. */
  readonly own: Gathering;
  readonly peer: PeerFindings;
  /** Which kinds of servers there are to ask. */
  readonly servers: KnownServers;
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
  /** Nothing goes straight from one network to the other, and there is no relay; or not even a STUN server. */
  | { readonly kind: "no-relay" | "no-stun"; readonly relayOnly: boolean }
  /** Both devices have an address at the relay, and nothing gets through. */
  | { readonly kind: "relay-silent"; readonly relayOnly: boolean }
  | {
    readonly kind: "no-network" | "relay-refused" | "relay-full" | "relay-unreachable";
    /** Whose device has met it. */
    readonly side: Side;
    readonly relayOnly: boolean;
  };

/** STUN's codes (RFC 8489 section 14.8, RFC 8656 section 18) for credentials that are not accepted, and for no room. */
const REFUSED: readonly (number | null)[] = [401, 441];
const FULL: readonly (number | null)[] = [486, 508];

/** Null: it is not known. */
export function pathCause({ own, peer, servers }: PathFindings): PathCause | null {
  const relayOnly = own.relay_only;
  const isCutOff = own.complete && !own.host && !own.srflx && !own.relay;
  if (isCutOff && !relayOnly) return { kind: "no-network", side: "me", relayOnly };
  if (!servers.relay && relayOnly) return { kind: "no-relay", relayOnly };
  if (servers.relay && !own.relay) return { kind: relayFault(own), side: "me", relayOnly };
  if (!peer.any && !peer.complete) return null;
  if (servers.relay) {
    return peer.relay
      ? { kind: "relay-silent", relayOnly }
      : { kind: "relay-unreachable", side: "peer", relayOnly };
  }
  if (!peer.any) return { kind: "no-network", side: "peer", relayOnly };
  return { kind: servers.stun ? "no-relay" : "no-stun", relayOnly };
}

function relayFault({ turn_udp, turn_tcp, turn_tls }: Gathering) {
  const codes = [turn_udp, turn_tcp, turn_tls];
  if (codes.some((code) => REFUSED.includes(code))) return "relay-refused";
  return codes.some((code) => FULL.includes(code)) ? "relay-full" : "relay-unreachable";
}

/** May the same search find a path in a few seconds? A relay may come back, have room again, or lose fewer packets. */
export function mayPass(cause: PathCause | null): boolean {
  return cause === null || MAY_PASS[cause.kind];
}

const MAY_PASS: Readonly<Record<PathCause["kind"], boolean>> = {
  "no-relay": false,
  "no-stun": false,
  "no-network": false,
  "relay-refused": false,
  "relay-full": true,
  "relay-unreachable": true,
  "relay-silent": true,
};
