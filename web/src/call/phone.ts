import type { LostSession } from "../api/api-error.ts";
import type { Person } from "../contract.ts";
import type { ReceivedMessage } from "../decoding/received.ts";
import type { MicrophoneDevice } from "./audio-inputs.ts";
import { type Browser, ownBrowser } from "./browser.ts";
import { BrowserPhone } from "./browser-phone.ts";
import type { CallView, Side } from "./call-model.ts";
import type { MicrophoneState } from "./microphone-state.ts";
import type { Obstacle } from "./obstacles.ts";
import type { MediaPoint } from "./quality/media-history.ts";
import type { VoiceProcessing } from "./voice-processing.ts";
import type { ConnectionState } from "./signal-socket.ts";
import type { VoiceHint } from "./voice-judge.ts";

/** Parts that are left out are the browser's own. */
export interface PhoneOptions extends Partial<Browser> {
  /** Where Duet answers, `https://example.org/talk/`; by default at the root of where the page comes from. */
  readonly url?: string;
  /**
   * The id of whom this phone is for; by default of whoever is signed in when it connects for the first time. It never acts
   * for anybody else: once another person is signed in in the browser, its connection rests as `other-user`.
   */
  readonly userId?: string;
}

/** Everything there is to show. Times are milliseconds since 1970 by this device's clock, unless it is said. */
export interface PhoneState {
  /** The connection to the server. A call goes on without. */
  readonly connection: ConnectionState;
  /** Who is signed in; null before the server has told. */
  readonly me: Person | null;
  /**
   * What has become of the session: over, or somebody else's. A call goes on without. Null as far as nothing is known, and
   * again when it is connected anew.
   */
  readonly lost: LostSession | null;
  /** Why no call can be made or answered from this page; null for nothing, as far as it is known. */
  readonly obstacle: Obstacle | null;
  /** What the call is doing, with whom, since when; without a call how the last one ended, or what went wrong. */
  readonly call: CallView;
  readonly microphone: MicrophoneState;
  /** What there is to tell about one's own voice while somebody could hear it; null for nothing. */
  readonly voiceHint: VoiceHint | null;
  /** The microphones there are, as far as they are known: browsers name them once one was open. */
  readonly microphones: readonly MicrophoneDevice[];
  /** The one in use, or else the one that will be asked for; null is the system's own choice. */
  readonly microphoneId: string | null;
  /** What is done to one's own voice before it is sent. */
  readonly processing: VoiceProcessing;
  /** The peer's voice, for an audio element. */
  readonly voice: MediaStream | null;
}

/** A phone: one device of the person who is signed in. It connects, and comes back by itself. */
export interface Phone {
  readonly state: PhoneState;
  /** Tells the state now, and once after everything that changes at one moment. Returns the end of it. */
  onChange(listener: (state: PhoneState) => void): () => void;
  /**
   * Every message of the server exactly once and in order, for what is beside calls. Returns the end of it. A word
   * in it that is not known here is `unknown`.
   */
  onMessage(listener: (message: ReceivedMessage) => void): () => void;
  /** Connects again after somebody signed in, or takes over from another tab. */
  connect(): void;

  /** Calls somebody. For the very person whose call rings here that is answering it. */
  call(peer: Person): void;
  answer(): void;
  /** Continues the call here that another device of this person has. */
  continueHere(): void;
  decline(): void;
  /** Ends the call, whatever it is doing. */
  hangUp(): void;
  mute(muted: boolean): void;
  /** The ending, or the trouble, was read. */
  dismiss(): void;

  /** How loud one of the two is right now, from 0 to 1: to be asked for once a frame. */
  level(side: Side): number;
  /** How a call has sounded here in the last minutes, every two seconds, the oldest first; of the last call only. */
  media(callId: string): readonly MediaPoint[];
  /**
   * Takes a microphone, or with null the system's own choice, for this call and those to come. Settles when
   * this has taken effect or failed; then the old one goes on.
   */
  chooseMicrophone(id: string | null): Promise<void>;
  /**
   * Has one's own voice processed like this, in this call and those to come. Settles when the microphone in use has taken
   * it, or is being opened anew for it; the call goes on meanwhile.
   */
  processVoice(processing: VoiceProcessing): Promise<void>;
  /** Looks whether all is well with the microphone: somebody says that it should be by now. */
  checkMicrophone(): void;

  /**
   * How long a message takes to the server and back over the connection; null while there is none, or if nothing comes
   * back within three seconds. Milliseconds.
   */
  roundTrip(): Promise<number | null>;

  /**
   * Somebody has chosen, and the server knows, whether their calls go over a relay only; true where it may know. Without
   * this it takes effect with the next servers that are fetched.
   */
  relayChosen(always: boolean): void;

  /** Lets go of everything, for good. A call that is not hung up goes on when the page comes back. */
  close(): void;
}

/** Makes a phone and connects it. Somebody should be signed in; else the state says so. */
export function createPhone(options: PhoneOptions = {}): Phone {
  const url = options.url === undefined ? null : new URL(".", options.url);
  const browser = { ...ownBrowser(url?.pathname), ...options };
  return new BrowserPhone(url ?? new URL("/", browser.address), browser, options.userId ?? null);
}
