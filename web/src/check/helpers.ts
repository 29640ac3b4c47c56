import { type IceServerKind, kindOf } from "../call/ice-url.ts";
import type { Transport } from "./report.ts";

/** The ICE servers, by what each is good for. */
export interface Helpers {
  /** Those that tell a browser its own address: STUN servers, or else the relays that are asked over UDP. */
  readonly address: readonly RTCIceServer[];
  readonly relays: Readonly<Record<Transport, readonly RTCIceServer[]>>;
}

export function sortedHelpers(servers: readonly RTCIceServer[]): Helpers {
  const only = (kind: IceServerKind) =>
    servers.flatMap((server) => {
      const urls = [server.urls].flat().filter((url) => kindOf(url) === kind);
      return urls.length === 0 ? [] : [{ ...server, urls }];
    });
  const [stun, udp] = [only("stun"), only("udp")];
  return {
    address: stun.length > 0 ? stun : udp,
    relays: { udp, tcp: only("tcp"), tls: only("tls") },
  };
}
