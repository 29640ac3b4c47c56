import { Unreachable } from "../../src/api/api-error.ts";
import type { LentIceServers } from "../../src/api/types.ts";
import { openMicrophone } from "../../src/call/audio-inputs.ts";
import { ALL_PROCESSING } from "../../src/call/voice-processing.ts";
import { ConnectionCheck } from "../../src/check/connection-check.ts";
import type { EchoState, RecorderLike } from "../../src/check/echo.ts";
import type { CheckReport, Subject } from "../../src/check/report.ts";
import { Desk } from "./desk.ts";
import { FakeAudio, SYSTEM_OUTPUT } from "./fake-audio.ts";
import { FakeProbes } from "./fake-probes.ts";
import { settle } from "./manual-clock.ts";
import { alice } from "./messages.ts";
import { FakeObstacles } from "./fake-obstacles.ts";

export const ALL_KINDS: readonly RTCIceServer[] = [
  { urls: ["stun:stun.example"] },
  {
    urls: ["turn:udp.example?transport=udp", "turn:tcp.example?transport=tcp", "turns:tls.example"],
    username: "u",
    credential: "c",
  },
];

/** Records until it is told to stop. */
export class FakeRecorder implements RecorderLike {
  ondataavailable: ((event: { readonly data: Blob }) => void) | null = null;
  isRecording = false;

  start(): void {
    this.isRecording = true;
  }
  stop(): void {
    this.isRecording = false;
    this.ondataavailable?.({ data: new Blob(["sound"]) });
  }
}

/** Everything that a check uses, as a test plays it. Whatever is not set answers well and at once. */
export class CheckWorld {
  readonly desk = new Desk();
  readonly clock = this.desk.clock;
  readonly probes = new FakeProbes(this.clock);
  readonly tones = new FakeAudio();
  readonly recorders: FakeRecorder[] = [];
  readonly reports: CheckReport[] = [];
  readonly echoes: EchoState[] = [];
  /** Milliseconds to the server and back, null without a connection. */
  roundTrip: Promise<number | null> = Promise.resolve(20);
  session: Promise<typeof alice | null> = Promise.resolve(alice);
  servers: Promise<readonly RTCIceServer[]> = Promise.resolve(ALL_KINDS);
  isRelayOnly = false;
  isAudible = true;
  canRecord = true;
  /** Does the browser make connections at all? */
  canConnect = true;
  readonly obstacles = new FakeObstacles();
  /** How loud it is at the microphone, as an amplitude from 0 to 1. */
  loudness = 0;
  /** What is being played of a recording, and how to end it. */
  readonly playing = new Set<() => void>();

  constructor() {
    for (const beginning of ["stun:", "turn:", "turns:"]) {
      this.probes.treatments.set(beginning, { kind: "works", roundTrip: 20 });
    }
  }

  check(isInCall = false): ConnectionCheck {
    return new ConnectionCheck({
      isInCall,
      openMicrophone: () =>
        openMicrophone({ devices: this.desk, obstacles: this.obstacles }, null, ALL_PROCESSING),
      newStream: () => ({}) as MediaStream, // only passed on
      audioContext: () => this.isAudible ? this.#context : null,
      clock: this.clock,
      newRecorder: () => {
        if (!this.canRecord) throw new ReferenceError("MediaRecorder is not defined");
        const recorder = new FakeRecorder();
        this.recorders.push(recorder);
        return recorder;
      },
      speaker: () => SYSTEM_OUTPUT,
      play: (_sound, over) => {
        const end = () => this.playing.delete(over);
        this.playing.add(over);
        return end;
      },
      roundTrip: () => this.roundTrip,
      session: () => this.session,
      iceServers: async (): Promise<LentIceServers> => ({
        servers: await this.servers,
        relayOnly: this.isRelayOnly,
        ttl: 60,
      }),
      newProbe: this.probes.newProbe,
      canConnect: () => this.canConnect,
    }, {
      reportChanged: (report) => this.reports.push(report),
      echoChanged: (state) => this.echoes.push(state),
    });
  }

  /** Lets so many milliseconds pass, and everything happen that belongs into them. */
  async pass(milliseconds: number): Promise<void> {
    await settle();
    for (let passed = 0; passed < milliseconds; passed += 10) {
      this.clock.advance(10);
      await settle();
    }
  }

  get report(): CheckReport {
    return this.reports.at(-1) ?? [];
  }

  /** What was found out about something, as "kind" or "kind reason". */
  told(subject: Subject): string {
    const line = this.report.find((candidate) => candidate.subject === subject);
    if (line === undefined) return "no line";
    const { verdict } = line;
    return "reason" in verdict ? `${verdict.kind} ${verdict.reason}` : verdict.kind;
  }

  nothingAnswers(): void {
    const never = new Promise<never>(() => {});
    this.roundTrip = this.session = never;
    this.desk.question = never;
    this.probes.treatments.clear();
  }

  serversAreUnknown(): void {
    this.servers = Promise.reject(new Unreachable("GET /api/ice-servers"));
  }

  /** What is still held: live tracks, open connections, timers, sounds, recordings. */
  get held(): readonly number[] {
    return [
      this.desk.live.length,
      this.probes.open,
      this.clock.pending.length,
      this.tones.sounding + this.playing.size,
      this.recorders.filter(({ isRecording }) => isRecording).length,
    ];
  }

  readonly #context = Object.assign(Object.create(this.tones.context) as AudioContext, {
    createMediaStreamSource: () => ({ connect: () => {}, disconnect: () => {} }),
    createAnalyser: () => ({
      fftSize: 0,
      getFloatTimeDomainData: (samples: Float32Array) => samples.fill(this.loudness),
    }),
  });
}
