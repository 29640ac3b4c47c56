import type { Gathering } from "../contract.ts";
import { type CandidateLine, candidateOf } from "./candidate-line.ts";
import { type IceServerKind, kindOf } from "./ice-url.ts";
import type { KnownServers, PathFindings } from "./path-findings.ts";
import type { IceServers } from "./ice-servers.ts";
import { UNREACHABLE } from "./stun-codes.ts";

/** Codes that the contract has room for. */
const CODES = { least: 300, most: 799 };

/** Collects what the search for a path brings to light, over all the times that it is begun anew. */
export class PathGathering {
  readonly #found = new Set<CandidateLine["kind"]>();
  readonly #faults = new Map<IceServerKind, number>();
  #isComplete = false;
  #isPathFound = false;
  readonly #peer = { any: false, relay: false, complete: false };

  /** A candidate of this browser's. */
  gathered(line: string): void {
    const candidate = candidateOf(line);
    if (candidate !== null) this.#found.add(candidate.kind);
  }

  /** There are no more of this browser's. */
  gatheredAll(): void {
    this.#isComplete = true;
  }

  /**
   * A server did not help: what a browser says in `icecandidateerror`. What a server answers outweighs that it could
   * not be reached from another of this machine's networks. Its address is not kept.
   */
  faulted(url: string, code: number): void {
    const kind = kindOf(url);
    if (kind === null || code < CODES.least || code > CODES.most) return;
    if (code !== UNREACHABLE || !this.#faults.has(kind)) this.#faults.set(kind, code);
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
      const candidate = candidateOf(line.replace(/^a=/, ""));
      if (candidate !== null) this.#peer.any = true;
      if (candidate?.kind === "relay") this.#peer.relay = true;
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
    const fault = (kind: IceServerKind) => this.#faults.get(kind) ?? null;
    return {
      complete: this.#isComplete,
      relay_only: relayOnly,
      host: this.#found.has("host"),
      srflx: this.#found.has("srflx"),
      relay: this.#found.has("relay"),
      stun: fault("stun"),
      turn_udp: fault("udp"),
      turn_tcp: fault("tcp"),
      turn_tls: fault("tls"),
    };
  }
}

function kindsOf({ servers }: IceServers): KnownServers {
  const kinds = servers.flatMap((server) => server.urls).map(kindOf);
  return {
    stun: kinds.includes("stun"),
    relay: kinds.some((kind) => kind !== null && kind !== "stun"),
  };
}
