/** By whose help a path is looked for. */
export interface IceServers {
  readonly servers: readonly RTCIceServer[];
  /** Are these all that there are? False where the server did not say, or the browser did not understand. */
  readonly areKnown: boolean;
  /** May nothing but a relay be used, so that the other side does not learn this device's address? */
  readonly relayOnly: boolean;
}

/** While nobody has said which there are. */
export const NO_SERVERS: IceServers = { servers: [], areKnown: false, relayOnly: false };

/** Gets servers with new relay credentials; never fails. */
export type FreshServers = () => Promise<IceServers>;

/** How a peer connection is told of it. */
export function configurationOf({ servers, relayOnly }: IceServers): RTCConfiguration {
  return { iceServers: [...servers], iceTransportPolicy: relayOnly ? "relay" : "all" };
}
