import { candidateOf } from "../call/candidate-line.ts";
import type { NewProbe, ProbeConnection } from "./probe-connection.ts";

export interface RelayLoopListener {
  /** The two ends are connected through the relay. */
  readonly opened: () => void;
  /** What was sent has come back. */
  readonly echoed: () => void;
  /** One end will get no address of the relay. */
  readonly withoutAddress: () => void;
}

/** Two connections in one page that reach each other through a relay only, as the two sides of a call would. */
export class RelayLoop {
  readonly #near: ProbeConnection;
  readonly #far: ProbeConnection;
  readonly #withAddress = new Set<ProbeConnection>();
  readonly #described = Promise.withResolvers<void>();
  readonly #channel: RTCDataChannel;
  /** What the relay, or the way to it, objected to. */
  readonly errorCodes: number[] = [];

  constructor(servers: readonly RTCIceServer[], newProbe: NewProbe, listener: RelayLoopListener) {
    const configuration: RTCConfiguration = { iceServers: [...servers], iceTransportPolicy: "relay" };
    this.#near = newProbe(configuration);
    this.#far = newProbe(configuration);
    this.#pass(this.#near, this.#far, listener);
    this.#pass(this.#far, this.#near, listener);
    this.#far.ondatachannel = ({ channel }) => channel.onmessage = ({ data }) => channel.send(data);
    this.#channel = this.#near.createDataChannel("check");
    this.#channel.onopen = () => listener.opened();
    this.#channel.onmessage = () => listener.echoed();
  }

  /** Has the relay lent both ends an address? */
  get hasAddresses(): boolean {
    return this.#withAddress.size === 2;
  }

  async connect(): Promise<void> {
    const offer = await this.#near.createOffer();
    await this.#near.setLocalDescription(offer);
    await this.#far.setRemoteDescription(offer);
    const answer = await this.#far.createAnswer();
    await this.#far.setLocalDescription(answer);
    await this.#near.setRemoteDescription(answer);
    this.#described.resolve();
  }

  send(): void {
    this.#channel.send("check");
  }

  close(): void {
    this.#near.close();
    this.#far.close();
  }

  #pass(from: ProbeConnection, to: ProbeConnection, listener: RelayLoopListener): void {
    from.onicecandidateerror = ({ errorCode }) => this.errorCodes.push(errorCode);
    from.onicecandidate = async ({ candidate }) => {
      if (candidate === null) {
        if (!this.#withAddress.has(from)) listener.withoutAddress();
        return;
      }
      if (candidateOf(candidate.candidate)?.kind === "relay") this.#withAddress.add(from);
      await this.#described.promise;
      // Closed meanwhile, or an empty one that says that there are no more: there is nothing to be done about either.
      await to.addIceCandidate(candidate).catch(() => {});
    };
  }
}
