export interface CandidateLine {
  readonly kind: "host" | "srflx" | "relay";
  readonly address: string;
}

/**
 * What a candidate says (RFC 8839 section 5.1); null for one that does not count. Those for TCP do not: browsers make
 * them for each interface, and no browser answers to them.
 */
export function candidateOf(line: string): CandidateLine | null {
  const [, address = "", kind] =
    /^candidate:\S+ \d+ udp \d+ (\S+) \d+ typ (host|srflx|relay)\b/i.exec(line) ?? [];
  return kind === "host" || kind === "srflx" || kind === "relay" ? { kind, address } : null;
}
