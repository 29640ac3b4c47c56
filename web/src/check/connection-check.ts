import type { LentIceServers } from "../api/types.ts";
import { inTime } from "../call/in-time.ts";
import { type SoundOutput, soundTone } from "../sounds/sound-tone.ts";
import { TONES } from "../sounds/tones.ts";
import { checkAddress } from "./address-check.ts";
import { Echo, type EchoParts, type EchoState } from "./echo.ts";
import { type Helpers, sortedHelpers } from "./helpers.ts";
import { MicrophoneCheck, type MicrophoneCheckParts } from "./microphone-check.ts";
import type { NewProbe } from "./probe-connection.ts";
import { checkRelay } from "./relay-check.ts";
import {
  type CheckLine,
  type CheckReport,
  isOfRelay,
  type NoRelayVerdict,
  type Transport,
  TRANSPORTS,
  UNCHECKED,
  UNSUPPORTED,
} from "./report.ts";
import { checkServer, type ServerCheckParts } from "./server-check.ts";

export interface CheckParts extends MicrophoneCheckParts, EchoParts, ServerCheckParts {
  /** A call has the microphone; it is left to it. */
  readonly isInCall: boolean;
  /** Where a call sounds. */
  readonly speaker: () => SoundOutput;
  /** Rejects when the server does not say them. */
  readonly iceServers: () => Promise<LentIceServers>;
  readonly newProbe: NewProbe;
  /** Does the browser make connections at all? */
  readonly canConnect: () => boolean;
}

export interface CheckListener {
  readonly reportChanged: (report: CheckReport) => void;
  readonly echoChanged: (state: EchoState) => void;
}

/** Milliseconds. With the patience of what comes after it, the whole is over in a quarter of a minute. */
const SERVER_PATIENCE = 8_000;
const HELPERS_PATIENCE = 3_000;
/**
 * So long the relay is asked over one transport alone: it may lend each person a few addresses only, and a browser takes
 * one for each of its networks. A transport on which nothing comes holds the next one up no longer.
 */
const HEAD_START = 2_000;
/** How long the sound of a test is. Milliseconds. */
const SOUND_LENGTH = 1_000 * TONES.test.cycle * TONES.test.times;

/** Of checks that could not even begin: the browser, or something in it, forbids them. */
const NO_PEER_CONNECTIONS = { kind: "failed", reason: UNSUPPORTED } as const;

/** Checks everything that a call needs, all at once, and holds the microphone until it is disposed. */
export class ConnectionCheck {
  #report: CheckReport = UNCHECKED;
  readonly #ending = new AbortController();
  readonly #microphone: MicrophoneCheck;
  readonly #echo: Echo;
  #stopSound: () => void = () => {};

  constructor(private readonly parts: CheckParts, private readonly listener: CheckListener) {
    this.#microphone = new MicrophoneCheck(
      parts,
      (verdict) => this.#tell({ subject: "microphone", verdict }),
    );
    this.#echo = new Echo(parts, (state) => {
      if (!this.#isOver) listener.echoChanged(state);
    });
  }

  /** Of the microphone, from 0 to 1. */
  get level(): number {
    return this.#microphone.level;
  }

  start(): void {
    if (this.parts.isInCall) {
      this.#tell({ subject: "microphone", verdict: { kind: "skipped", reason: "in-call" } });
    } else {
      void this.#microphone.start();
    }
    void this.#checkServer();
    void this.#checkHelpers();
  }

  /** Records a moment of the microphone and plays it; nothing happens while it is not open. */
  hearYourself(): void {
    const { stream } = this.#microphone;
    if (stream !== null) this.#echo.begin(stream);
  }

  playSound(): void {
    this.#stopSound();
    const context = this.parts.audioContext();
    if (context === null) {
      return this.#tell({ subject: "loudspeaker", verdict: { kind: "failed", reason: "blocked" } });
    }
    const stop = soundTone(context, { tone: TONES.test, volume: 1, output: this.parts.speaker() });
    this.#tell({ subject: "loudspeaker", verdict: { kind: "running" } });
    const cancel = this.parts.clock.after(SOUND_LENGTH, () => {
      this.#tell({ subject: "loudspeaker", verdict: { kind: "played" } });
    });
    this.#stopSound = () => {
      cancel();
      stop();
    };
  }

  /** Lets go of everything at once. */
  dispose(): void {
    this.#ending.abort();
    this.#microphone.dispose();
    this.#echo.stop();
    this.#stopSound();
  }

  async #checkServer(): Promise<void> {
    this.#tell({ subject: "server", verdict: { kind: "running" } });
    const { clock } = this.parts;
    const late = { kind: "failed", reason: "unreachable" } as const;
    const verdict = await inTime(checkServer(this.parts), late, SERVER_PATIENCE, clock);
    this.#tell({ subject: "server", verdict });
  }

  async #checkHelpers(): Promise<void> {
    const { iceServers, clock, canConnect } = this.parts;
    if (!canConnect()) return this.#replaceHelpers({ subject: "helpers", verdict: NO_PEER_CONNECTIONS });
    const lent = await inTime(iceServers().catch(() => null), null, HELPERS_PATIENCE, clock);
    if (this.#isOver) return;
    if (lent === null) {
      return this.#replaceHelpers({ subject: "helpers", verdict: { kind: "skipped", reason: "unasked" } });
    }
    if (lent.servers.length === 0) {
      return this.#replaceHelpers({ subject: "helpers", verdict: withoutRelay(lent) });
    }
    this.#checkWays(lent);
  }

  #checkWays(lent: LentIceServers): void {
    const { newProbe, clock } = this.parts;
    const { signal } = this.#ending;
    const { address, relays } = sortedHelpers(lent.servers);
    if (lent.relayOnly) {
      this.#tell({ subject: "address", verdict: { kind: "skipped", reason: "relay-only" } });
    } else {
      this.#tell({ subject: "address", verdict: { kind: "running" } });
      void checkAddress(address, newProbe, clock, signal).catch(() => NO_PEER_CONNECTIONS).then((verdict) => {
        this.#tell({ subject: "address", verdict });
      });
    }
    if (TRANSPORTS.every((transport) => relays[transport].length === 0)) {
      return this.#replaceRelays({ subject: "relay", verdict: withoutRelay(lent) });
    }
    void this.#checkRelays(relays);
  }

  async #checkRelays(relays: Helpers["relays"]): Promise<void> {
    for (const transport of TRANSPORTS) {
      if (this.#isOver) return;
      await inTime(this.#checkRelay(transport, relays[transport]), undefined, HEAD_START, this.parts.clock);
    }
  }

  async #checkRelay(transport: Transport, servers: readonly RTCIceServer[]): Promise<void> {
    const { newProbe, clock } = this.parts;
    const subject = `relay-${transport}` as const;
    this.#tell({ subject, verdict: { kind: "running" } });
    const checked = checkRelay(servers, newProbe, clock, this.#ending.signal);
    this.#tell({ subject, verdict: await checked.catch(() => NO_PEER_CONNECTIONS) });
  }

  #replaceHelpers(line: CheckLine): void {
    this.#show([...this.#report.filter((known) => known.subject !== "address" && !isOfRelay(known)), line]);
  }

  #replaceRelays(line: CheckLine): void {
    this.#show([...this.#report.filter((known) => !isOfRelay(known)), line]);
  }

  #tell(line: CheckLine): void {
    this.#show(this.#report.map((known) => known.subject === line.subject ? line : known));
  }

  #show(report: CheckReport): void {
    if (this.#isOver) return;
    this.#report = report;
    this.listener.reportChanged(report);
  }

  get #isOver(): boolean {
    return this.#ending.signal.aborted;
  }
}

/** What it means that none is set up. */
function withoutRelay({ relayOnly }: LentIceServers): NoRelayVerdict {
  return relayOnly ? { kind: "failed", reason: "relay-missing" } : { kind: "weak", reason: "none" };
}
