import type { KnownServers, PathFindings } from "../../src/call/path-findings.ts";
import type { Gathering } from "../../src/contract.ts";

export interface Told {
  readonly own?: Partial<Gathering>;
  readonly peer?: Partial<PathFindings["peer"]>;
  readonly servers?: Partial<KnownServers> | null;
  readonly isPathFound?: boolean;
}

/** Two devices with addresses of their networks, a STUN server, and a relay that neither has reached; but for `told`. */
export function findings(told: Told = {}): PathFindings {
  return {
    own: {
      complete: true,
      relay_only: false,
      host: true,
      srflx: true,
      relay: false,
      stun: null,
      turn_udp: null,
      turn_tcp: null,
      turn_tls: null,
      ...told.own,
    },
    peer: { any: true, relay: false, complete: true, ...told.peer },
    servers: told.servers === null ? null : { stun: true, relay: true, ...told.servers },
    isPathFound: told.isPathFound ?? false,
  };
}
