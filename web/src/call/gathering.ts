import type { Gathering } from "../contract.ts";
import type { KnownServers, PathFindings } from "./path-findings.ts";
import type { IceServers } from "./peer-audio.ts";
import { UNREACHABLE } from "./stun-codes.ts";

type Kind = "host" | "srflx" | "relay";
type FaultField = "stun" | "turn_udp" | "turn_tcp" | "turn_tls";

/** Codes that the contract has room for. */
const CODES = { least: 300, most: 799 };

/** Collects what the search for a path brings to light, over all the times that it is begun anew. */
export class PathGathering {
  readonly #found = new Set<Kind>();
  readonly #faults = new Map<FaultField, number>();
  #isComplete = false;
  #isPathFound = false;
  readonly #peer = { any: false, relay: false, complete: false };

  /** A candidate of this browser's. */
  gathered(line: string): void {
    const kind = kindOf(line);
    if (kind !== null) this.#found.add(kind);
  }

  /** There are no more of this browser's. */
  gatheredAll(): void {
    this.#isComplete = true;
  }

  /**
   * A server did not help: what a browser says in `icecandidateerror`. What a server answers outweighs that it could
   * not be reached from another of this machine's networks.
   */
  faulted(url: string, code: number): void {
    const field = fieldOf(url);
    if (field === null || code < CODES.least || code > CODES.most) return;
    if (code !== UNREACHABLE || !this.#faults.has(field)) this.#faults.set(field, code);
  }

  /** Packets go both ways; whether a voice comes over it is another matter. */
  pathFound(): void {
    this.#isPathFound = true;
  }

  /** What this browser has found says nothing of the network that it is in now. */
  networkChanged(): void {
    this.#found.clear();
    this.#faults.clear();
    this.#isComplete = false;
    this.#isPathFound = false;
  }

  /** A candidate of the other device, or a description that may hold some. */
  told(text: string): void {
    for (const line of text.split(/\r?\n/)) {
      const kind = kindOf(line.replace(/^a=/, ""));
      if (kind !== null) this.#peer.any = true;
      if (kind === "relay") this.#peer.relay = true;
    }
  }

  /** There are no more of the other device's. */
  toldAll(): void {
    this.#peer.complete = true;
  }

  findings(servers: IceServers): PathFindings {
    return {
      own: this.#own(servers),
      peer: { ...this.#peer },
      servers: servers.areKnown ? kindsOf(servers) : null,
      isPathFound: this.#isPathFound,
    };
  }

  #own({ relayOnly }: IceServers): Gathering {
    const fault = (field: FaultField) => this.#faults.get(field) ?? null;
    return {
      complete: this.#isComplete,
      relay_only: relayOnly,
      host: this.#found.has("host"),
      srflx: this.#found.has("srflx"),
      relay: this.#found.has("relay"),
      stun: fault("stun"),
      turn_udp: fault("turn_udp"),
      turn_tcp: fault("turn_tcp"),
      turn_tls: fault("turn_tls"),
    };
  }
}

/** Candidates for TCP do not count: browsers make them for each interface, and no browser answers to them. */
function kindOf(line: string): Kind | null {
  const [, kind] = /^candidate:\S+ \d+ udp \d+ \S+ \d+ typ (host|srflx|relay)\b/i.exec(line) ?? [];
  return kind === "host" || kind === "srflx" || kind === "relay" ? kind : null;
}

/** By what is asked and how (RFC 7064, RFC 7065): an address is not kept. */
function fieldOf(url: string): FaultField | null {
  const [, scheme, transport = "udp"] = /^(stuns?|turns?):[^?]*(?:\?transport=(udp|tcp))?/i.exec(url) ?? [];
  switch (scheme?.toLowerCase()) {
    case "stun":
    case "stuns":
      return "stun";
    case "turns":
      return "turn_tls";
    case "turn":
      return transport.toLowerCase() === "tcp" ? "turn_tcp" : "turn_udp";
    default: // a scheme that browsers do not have yet
      return null;
  }
}

function kindsOf({ servers }: IceServers): KnownServers {
  const urls = servers.flatMap((server) => server.urls);
  return {
    stun: urls.some((url) => /^stuns?:/i.test(url)),
    relay: urls.some((url) => /^turns?:/i.test(url)),
  };
}
