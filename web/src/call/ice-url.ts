/** What is asked, a STUN server or a relay, and the relay how. */
export type IceServerKind = "stun" | "udp" | "tcp" | "tls";

/**
 * By its URL (RFC 7064, RFC 7065 section 3.1); null for what browsers do not have, such as the DTLS that `turns:` over
 * UDP would be.
 */
export function kindOf(url: string): IceServerKind | null {
  const [, scheme, transport] = /^(stuns?|turns?):[^?]*(?:\?transport=(udp|tcp))?$/i.exec(url) ?? [];
  switch (scheme?.toLowerCase()) {
    case "stun":
    case "stuns":
      return "stun";
    case "turn":
      return transport?.toLowerCase() === "tcp" ? "tcp" : "udp";
    case "turns":
      return transport?.toLowerCase() === "udp" ? null : "tls";
    default:
      return null;
  }
}
