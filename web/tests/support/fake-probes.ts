import type { ProbeConnection } from "../../src/check/probe-connection.ts";
import type { ManualClock } from "./manual-clock.ts";

/** How a server, and the way to it, treat whoever asks. Milliseconds. */
export type Treatment =
  /** It lends an address; what is sent through it takes half the round trip. */
  | { readonly kind: "works"; readonly roundTrip: number }
  /** It lends an address and lets nothing through. */
  | { readonly kind: "blocks" }
  /** The browser reports these codes and gives up. */
  | { readonly kind: "errs"; readonly codes: readonly number[] }
  /** The browser gives up and says nothing. */
  | { readonly kind: "gives-up" }
  /** Nothing comes, ever. */
  | { readonly kind: "silent" };

const PRIVATE_HOST = "candidate:1 1 udp 2122260223 10.1.2.3 50000 typ host";
const RELAYED = "candidate:2 1 udp 58597375 203.0.113.9 50001 typ relay raddr 0.0.0.0 rport 0";
const REFLEXIVE = "candidate:3 1 udp 1686052863 203.0.113.5 50002 typ srflx raddr 0.0.0.0 rport 0";

/** Connections that find what a test has put at each address. */
export class FakeProbes {
  /** By the beginning of a URL; of two that fit the longer one counts. */
  readonly treatments = new Map<string, Treatment>();
  readonly made: FakeProbe[] = [];
  /** What a browser finds without asking anybody. */
  host = PRIVATE_HOST;
  otherHosts: readonly string[] = [];
  /** Does the browser have any of them at all? */
  isMissing = false;

  constructor(readonly clock: ManualClock) {}

  readonly newProbe = (configuration: RTCConfiguration): ProbeConnection => {
    if (this.isMissing) throw new ReferenceError("RTCPeerConnection is not defined");
    const probe = new FakeProbe(this, configuration);
    this.made.push(probe);
    return probe as unknown as ProbeConnection; // the members that are used
  };

  get open(): number {
    return this.made.filter(({ isClosed }) => !isClosed).length;
  }

  treatment(url: string): Treatment {
    const fitting = [...this.treatments].filter(([beginning]) => url.startsWith(beginning));
    const [longest] = fitting.sort(([a], [b]) => b.length - a.length);
    return longest?.[1] ?? { kind: "silent" };
  }

  /** The other end of a loop: they are made in pairs. */
  otherOf(probe: FakeProbe): FakeProbe | undefined {
    const loops = this.made.filter(({ configuration }) => configuration.iceTransportPolicy === "relay");
    return loops[loops.indexOf(probe) ^ 1];
  }
}

class FakeChannel {
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: string }) => void) | null = null;
  other: FakeChannel | null = null;

  constructor(private readonly clock: ManualClock, private readonly way: number) {}

  send(data: string): void {
    this.clock.after(this.way, () => this.other?.onmessage?.({ data }));
  }
}

export class FakeProbe {
  isClosed = false;
  ondatachannel: ((event: { readonly channel: FakeChannel }) => void) | null = null;
  onicecandidate: ((event: { readonly candidate: { readonly candidate: string } | null }) => void) | null =
    null;
  onicecandidateerror: ((event: { readonly errorCode: number }) => void) | null = null;
  readonly #described = new Set<"local" | "remote">();
  #channel: FakeChannel | null = null;
  #hasOthersAddress = false;

  constructor(private readonly probes: FakeProbes, readonly configuration: RTCConfiguration) {}

  createDataChannel(): FakeChannel {
    const { treatment } = this;
    const way = treatment.kind === "works" ? treatment.roundTrip / 2 : 0;
    return this.#channel = new FakeChannel(this.probes.clock, way);
  }
  createOffer(): Promise<RTCSessionDescriptionInit> {
    return Promise.resolve({ type: "offer", sdp: "" });
  }
  createAnswer(): Promise<RTCSessionDescriptionInit> {
    return Promise.resolve({ type: "answer", sdp: "" });
  }
  setLocalDescription(): Promise<void> {
    if (this.isClosed) return Promise.reject(new Error("closed"));
    this.#described.add("local");
    queueMicrotask(() => this.#gather());
    return Promise.resolve();
  }
  setRemoteDescription(): Promise<void> {
    if (this.isClosed) return Promise.reject(new Error("closed"));
    this.#described.add("remote");
    return Promise.resolve();
  }
  addIceCandidate({ candidate }: { readonly candidate: string }): Promise<void> {
    if (this.isClosed) return Promise.reject(new Error("closed"));
    if (!this.#described.has("remote")) return Promise.reject(new Error("no remote description"));
    this.#hasOthersAddress ||= candidate === RELAYED;
    const other = this.probes.otherOf(this);
    if (other !== undefined && this.#hasOthersAddress && other.#hasOthersAddress) this.#join(other);
    return Promise.resolve();
  }
  close(): void {
    this.isClosed = true;
  }

  get urls(): string[] {
    return (this.configuration.iceServers ?? []).flatMap(({ urls }) => urls);
  }

  get treatment(): Treatment {
    return this.probes.treatment(this.urls[0] ?? "");
  }

  #gather(): void {
    const { treatment } = this;
    const isRelay = this.configuration.iceTransportPolicy === "relay";
    if (!isRelay) { for (const host of [this.probes.host, ...this.probes.otherHosts]) this.#finds(host); }
    switch (treatment.kind) {
      case "works":
      case "blocks":
        this.#finds(isRelay ? RELAYED : REFLEXIVE);
        return this.onicecandidate?.({ candidate: null });
      case "errs":
        for (const errorCode of treatment.codes) this.onicecandidateerror?.({ errorCode });
        return this.onicecandidate?.({ candidate: null });
      case "gives-up":
        this.#finds(""); // Firefox says so that there are no more
        return this.onicecandidate?.({ candidate: null });
      case "silent":
    }
  }

  #finds(candidate: string): void {
    this.onicecandidate?.({ candidate: { candidate } });
  }

  #join(other: FakeProbe): void {
    const { treatment } = this;
    if (treatment.kind !== "works") return;
    const [near, far] = this.#channel === null ? [other, this] : [this, other];
    const channel = near.#channel;
    if (channel === null) return;
    const echo = new FakeChannel(this.probes.clock, treatment.roundTrip / 2);
    [channel.other, echo.other] = [echo, channel];
    this.probes.clock.after(2 * treatment.roundTrip, () => {
      far.ondatachannel?.({ channel: echo });
      channel.onopen?.();
    });
  }
}
