import type { Transport } from "./report.ts";

/** The ICE servers, by what each is good for. */
export interface Helpers {
  /** Those that tell a browser its own address: STUN servers, or else the relays that are asked over UDP. */
  readonly address: readonly RTCIceServer[];
  readonly relays: Readonly<Record<Transport, readonly RTCIceServer[]>>;
}

export function sortedHelpers(servers: readonly RTCIceServer[]): Helpers {
  const only = (wanted: (url: string) => boolean) =>
    servers.flatMap((server) => {
      const urls = [server.urls].flat().filter(wanted);
      return urls.length === 0 ? [] : [{ ...server, urls }];
    });
  const stun = only(isStun);
  const udp = only((url) => transportOf(url) === "udp");
  return {
    address: stun.length > 0 ? stun : udp,
    relays: {
      udp,
      tcp: only((url) => transportOf(url) === "tcp"),
      tls: only((url) => transportOf(url) === "tls"),
    },
  };
}

function isStun(url: string): boolean {
  return /^stuns?:/i.test(url);
}

/** Of a relay (RFC 7065 section 3.1), or null. DTLS, which `turns:` over UDP would be, is in no browser. */
function transportOf(url: string): Transport | null {
  const [, scheme, transport] = /^(turns?):[^?]*(?:\?transport=(\w+))?$/i.exec(url) ?? [];
  switch (scheme?.toLowerCase()) {
    case "turn":
      return transport?.toLowerCase() === "tcp" ? "tcp" : "udp";
    case "turns":
      return transport?.toLowerCase() === "udp" ? null : "tls";
    default:
      return null;
  }
}
