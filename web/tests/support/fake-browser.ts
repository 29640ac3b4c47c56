import type { PhoneOptions } from "../../src/call/phone.ts";
import type { PeerConnectionLike } from "../../src/call/peer-audio.ts";
import type { ClientMessage, ServerMessage } from "../../src/contract.ts";
import { Desk } from "./desk.ts";
import { FakeConnection } from "./fake-connection.ts";
import { FakeLocks } from "./fake-locks.ts";
import { FakeSocket } from "./fake-socket.ts";
import { FakeStorage } from "./fake-storage.ts";
import { alice } from "./messages.ts";

/** A stream is only passed on, to ears and meters. */
export interface FakeStream {
  /** Of a sine from 0 to 1, where a meter asks. */
  readonly loudness: number;
}

/** Knows how many listen to it. */
class Events extends EventTarget {
  listeners = 0;

  override addEventListener(type: string, listener: () => void): void {
    this.listeners += 1;
    super.addEventListener(type, listener);
  }
  override removeEventListener(type: string, listener: () => void): void {
    this.listeners -= 1;
    super.removeEventListener(type, listener);
  }
}

/** A browser that a test plays, with the server behind it. */
export class FakeBrowser {
  readonly desk = new Desk();
  readonly sockets: FakeSocket[] = [];
  /** The addresses of the sockets. */
  readonly opened: string[] = [];
  readonly connections: FakeConnection[] = [];
  readonly asked: string[] = [];
  readonly warnings: string[] = [];
  /** What was reported. A test that expects no fault fails by it. */
  faults: unknown[] | null = null;
  readonly page = Object.assign(new Events(), { hidden: false });
  readonly window = new Events();
  readonly tabStorage = new FakeStorage();
  /** Those of this tab are gone when it is loaded again. */
  locks = new FakeLocks();
  /** What the server answers to a path; to every other one, that nobody is signed in. */
  readonly answers = new Map<string, object>([
    ["/api/session", { user: alice }],
    ["/api/ice-servers", { ice_servers: [{ urls: "stun:stun.example" }], ttl: 3_600 }],
  ]);
  /** The browser is somebody else's than those who ask. */
  isAnothers = false;
  isAudible = true;
  /** How loud our own microphone is. */
  loudness = 0;
  /** The last track of silence. */
  silence: { readonly readyState: string } | null = null;
  readonly #audio = audio((track) => this.silence = track);
  #ids = 0;

  get options(): PhoneOptions {
    return {
      url: "https://talk.example.org",
      fetch: (url) => this.#answer(url),
      openSocket: (url) => {
        this.opened.push(url.href);
        this.sockets.push(new FakeSocket());
        return this.socket;
      },
      newConnection: () => {
        this.connections.push(new FakeConnection());
        return this.connection as unknown as PeerConnectionLike; // the members that are used
      },
      newStream: () => stream(this.loudness),
      devices: this.desk,
      locks: this.locks,
      obstacles: this.desk.obstacles,
      storage: this.desk.storage,
      tabStorage: this.tabStorage,
      visibility: this.page,
      networkEvents: this.window,
      networkInformation: undefined,
      audioContext: () => this.isAudible ? this.#audio : null,
      clock: this.desk.clock,
      random: () => 0.5,
      newId: () => `id-${++this.#ids}`,
      warn: (message, detail) => this.warnings.push(`${message} ${detail}`),
      report: (fault) => this.faults === null ? reportError(fault) : this.faults.push(fault),
    };
  }

  get socket(): FakeSocket {
    return last(this.sockets);
  }
  get connection(): FakeConnection {
    return last(this.connections);
  }

  says(message: ServerMessage): void {
    this.socket.says(message);
  }

  /** A frame, as it comes. */
  hears(data: string): void {
    this.socket.onmessage?.({ data });
  }

  /** What was said to the server since the last time, as "type" or "type reason". */
  takeSent(): string[] {
    return this.sockets.flatMap(({ sent }) => sent.splice(0)).map((text) => {
      const { type, payload } = JSON.parse(text) as ClientMessage;
      return "reason" in payload ? `${type} ${payload.reason}` : type;
    });
  }

  #answer({ origin, pathname }: URL): Promise<Response> {
    this.asked.push(origin + pathname);
    const body = this.answers.get(pathname);
    const [status, code] = this.isAnothers ? [409, "other_user"] : [401, "sign_in_required"];
    const refusal = { error: { code, message: "No.", field: null } };
    return Promise.resolve(
      body === undefined || this.isAnothers ? Response.json(refusal, { status }) : Response.json(body),
    );
  }
}

/** A stream of this loudness. */
export function stream(loudness: number): MediaStream {
  return { loudness } satisfies FakeStream as unknown as MediaStream; // only passed on
}

function last<T>(all: readonly T[]): T {
  const found = all.at(-1);
  if (found === undefined) throw new Error("there is none");
  return found;
}

/** An audio context that knows how loud a stream is, and makes silence. */
function audio(made: (track: { readonly readyState: string }) => void): AudioContext {
  return {
    createConstantSource: () => ({
      offset: { value: 1 },
      connect: () => {},
      start: () => {},
      stop: () => {},
    }),
    createMediaStreamDestination: () => {
      const track = { label: "silence", readyState: "live", stop: () => track.readyState = "ended" };
      made(track);
      return { stream: { getAudioTracks: () => [track] } };
    },
    createMediaStreamSource: (of: MediaStream) => ({
      connect: (analyser: { loudness: number }) => {
        analyser.loudness = (of as unknown as FakeStream).loudness;
      },
      disconnect: () => {},
    }),
    createAnalyser: () => ({
      fftSize: 0,
      loudness: 0,
      getFloatTimeDomainData(samples: Float32Array) {
        samples.fill(this.loudness);
      },
    }),
  } as unknown as AudioContext;
}
