import type { LostSession } from "../api/api-error.ts";
import { DuetApi } from "../api/duet-api.ts";
import { serverUrl } from "../api/server-url.ts";
import type { Person } from "../contract.ts";
import { text, UNKNOWN } from "../decoding/decoder.ts";
import type { ReceivedCode, ReceivedMessage } from "../decoding/received.ts";
import { audioDevice } from "./audio-device.ts";
import type { MicrophoneDevice } from "./audio-inputs.ts";
import type { Browser } from "./browser.ts";
import type { Side } from "./call-model.ts";
import { CallRunner } from "./call-runner.ts";
import { CallSound } from "./call-sound.ts";
import { checkSession } from "./check-session.ts";
import { claimDeviceId, type DeviceClaim } from "./device-identity.ts";
import type { EndOfCall } from "./ending.ts";
import { IceServerShelf } from "./ice-server-shelf.ts";
import { Listeners } from "./listeners.ts";
import { relayOnlyOf } from "./relay-only.ts";
import { storedValue } from "./stored-value.ts";
import { Microphone } from "./microphone.ts";
import type { Obstacle } from "./obstacles.ts";
import { watchNetwork } from "./network-watch.ts";
import { watchPageLife } from "./page-life.ts";
import { configurationOf } from "./ice-servers.ts";
import { PeerAudio } from "./peer-audio.ts";
import type { Phone, PhoneState } from "./phone.ts";
import { MediaHistory, type MediaPoint } from "./quality/media-history.ts";
import { ServerRoundTrip } from "./server-round-trip.ts";
import { SignalSocket } from "./signal-socket.ts";
import { type VoiceProcessing, voiceProcessing } from "./voice-processing.ts";

/** Puts a phone together out of its parts and what a browser offers. */
export class BrowserPhone implements Phone {
  readonly #api: DuetApi;
  readonly #socket: SignalSocket;
  readonly #roundTrip: ServerRoundTrip;
  readonly #microphone: Microphone;
  readonly #servers: IceServerShelf;
  readonly #runner: CallRunner;
  readonly #sound: CallSound;
  readonly #media = new MediaHistory();
  readonly #stopWatching: () => void;
  readonly #claim: DeviceClaim;
  #isClosed = false;

  /** The name of this device; null until it is found, and after closing. */
  #deviceId: string | null = null;
  #me: Person | null = null;
  #lost: LostSession | null = null;
  #microphones: readonly MicrophoneDevice[] = [];
  #obstacle: Obstacle | null = null;
  readonly #stateListeners: Listeners<PhoneState>;
  readonly #messageListeners: Listeners<ReceivedMessage>;
  /** Will the listeners be told as soon as everything is done that is being done? */
  #isDue = false;

  constructor(private readonly url: URL, private readonly browser: Browser, userId: string | null) {
    this.#stateListeners = new Listeners(browser.report);
    this.#messageListeners = new Listeners(browser.report);
    this.#api = new DuetApi((path, request) => browser.fetch(serverUrl(url, path), request));
    this.#api.user = userId;
    this.#api.onLost = (lost) => this.#sessionLost(lost);
    this.#sound = new CallSound({
      audioContext: browser.audioContext,
      newStream: browser.newStream,
      clock: browser.clock,
      isMuted: () => this.#microphone.muted,
      isConnected: () => this.#runner.view.state === "connected",
      changed: () => this.#changed(),
    });
    this.#socket = this.#newSocket();
    this.#roundTrip = new ServerRoundTrip((message) => this.#socket.send(message), browser.clock);
    this.#microphone = this.#newMicrophone();
    this.#servers = new IceServerShelf(
      () => this.#api.iceServers(),
      relayOnlyOf(() => this.#me?.id ?? null, browser.storage),
      browser.clock,
    );
    this.#runner = this.#newRunner();
    this.#stopWatching = this.#watch();
    this.#claim = this.#claimName();
    void this.#start();
  }

  get state(): PhoneState {
    return {
      connection: this.#socket.state,
      me: this.#me,
      lost: this.#lost,
      obstacle: this.#obstacle,
      call: this.#runner.view,
      microphone: this.#microphone.state,
      voiceHint: this.#sound.hint,
      microphones: this.#microphones,
      microphoneId: this.#microphone.deviceId,
      processing: this.#microphone.processing,
      voice: this.#sound.voice,
    };
  }

  onChange(listener: (state: PhoneState) => void): () => void {
    const stop = this.#stateListeners.add(listener);
    listener(this.state);
    return stop;
  }

  onMessage(listener: (message: ReceivedMessage) => void): () => void {
    return this.#messageListeners.add(listener);
  }

  connect(): void {
    if (this.#deviceId !== null) this.#socket.connect();
  }

  call(peer: Person): void {
    this.#runner.callPressed(peer);
  }

  answer(): void {
    this.#runner.acceptPressed();
  }

  continueHere(): void {
    this.#runner.continuePressed();
  }

  decline(): void {
    this.#runner.declinePressed();
  }

  hangUp(): void {
    this.#runner.hangUpPressed();
  }

  mute(muted: boolean): void {
    this.#runner.muteChanged(muted);
  }

  dismiss(): void {
    this.#runner.dismissed();
  }

  level(side: Side): number {
    return this.#sound.level(side);
  }

  media(callId: string): readonly MediaPoint[] {
    return this.#media.of(callId);
  }

  chooseMicrophone(id: string | null): Promise<void> {
    const chosen = this.#microphone.choose(id);
    this.#changed();
    return chosen;
  }

  processVoice(processing: VoiceProcessing): Promise<void> {
    const taken = this.#microphone.process(processing);
    this.#changed();
    return taken;
  }

  roundTrip(): Promise<number | null> {
    return this.#me === null ? Promise.resolve(null) : this.#roundTrip.measure(this.#me.id);
  }

  checkMicrophone(): void {
    this.#microphone.check();
  }

  relayChosen(always: boolean): void {
    this.#servers.chosen(always);
  }

  close(): void {
    this.#isClosed = true;
    this.#stopWatching();
    this.#runner.dispose();
    this.#socket.disconnect();
    this.#deviceId = null;
    this.#claim.release();
    this.#sound.close();
    this.#stateListeners.clear();
    this.#messageListeners.clear();
  }

  #newMicrophone(): Microphone {
    const { browser } = this;
    return new Microphone({
      devices: browser.devices,
      obstacles: browser.obstacles,
      chosen: storedValue(browser.storage, "duet.microphone", audioDevice),
      processing: storedValue(browser.storage, "duet.voice-processing", voiceProcessing),
      clock: browser.clock,
      report: browser.report,
    }, {
      trackChanged: (track) => {
        const sent = this.#sound.trackChanged(track, this.#microphone.state);
        if (sent !== null) void this.#runner.microphoneChanged(sent);
      },
      trackEnds: () => this.#sound.trackEnds(),
      stateChanged: (state) => {
        this.#sound.microphoneChanged(state);
        this.#changed();
      },
      devicesListed: (devices) => {
        this.#microphones = devices;
        this.#changed();
      },
    });
  }

  #newRunner(): CallRunner {
    const { browser } = this;
    return new CallRunner({
      microphone: this.#microphone,
      createPeer: (iceServers, listener) => {
        const connection = browser.newConnection(configurationOf(iceServers));
        return new PeerAudio(connection, iceServers, browser.newStream, browser.clock, listener);
      },
      takeIceServers: () => this.#servers.take(),
      renewIceServers: (renewed) => this.#servers.renew(renewed),
      signal: this.#socket,
      clock: browser.clock,
      report: browser.report,
      obstacle: () => browser.obstacles.ofCalls(),
      newCallId: browser.newId,
      storage: browser.tabStorage,
      fetchEnd: (callId) => this.#fetchEnd(callId),
      mutedCall: storedValue(browser.tabStorage, "duet.muted-call", text),
    }, {
      viewChanged: () => this.#changed(),
      looked: (callId, sample) => this.#media.add(callId, browser.clock.now(), sample),
      voiceChanged: (stream) => this.#sound.voiceChanged(stream),
    });
  }

  #newSocket(): SignalSocket {
    const { browser } = this;
    return new SignalSocket({
      open: (subprotocol) => browser.openSocket(this.#socketUrl(), subprotocol),
      checkSession: () => checkSession(() => this.#api.session()),
      clock: browser.clock,
      random: browser.random,
      hidden: () => browser.visibility.hidden,
      report: browser.report,
    }, {
      stateChanged: (state) => {
        if (state === "signed-out" || state === "other-user") this.#lost = state;
        this.#changed();
      },
      received: (message) => this.#received(message),
      malformed: (problem) => browser.warn("A message of the server was not understood:", problem),
    });
  }

  #claimName(): DeviceClaim {
    const { browser } = this;
    return claimDeviceId({
      storage: browser.tabStorage,
      locks: browser.locks,
      newId: browser.newId,
      after: (delay, work) => browser.clock.after(delay, work),
    });
  }

  /** A tab that was duplicated has to find a name of its own first. */
  async #start(): Promise<void> {
    const deviceId = await this.#claim.id;
    if (deviceId === null || this.#isClosed) return;
    this.#deviceId = deviceId;
    // Before anything can ring, and not before the page is drawn: it takes a while.
    this.#obstacle = this.browser.obstacles.ofCalls();
    this.#changed();
    this.#socket.connect();
  }

  #watch(): () => void {
    const { visibility, networkEvents, networkInformation } = this.browser;
    const networkChanged = () => {
      this.#runner.networkChanged();
      this.#socket.networkChanged();
    };
    // Timers of a page that was hidden may be late, and a microphone may have been taken away meanwhile.
    const visibilityChanged = () => {
      if (visibility.hidden) return;
      this.#socket.pageShown();
      this.#microphone.check();
    };
    const stopNetwork = watchNetwork(networkEvents, networkInformation, networkChanged);
    const stopLife = watchPageLife(
      visibility,
      networkEvents,
      () => this.#socket.pageStopped(),
      () => this.#socket.pageGoesOn(),
    );
    visibility.addEventListener("visibilitychange", visibilityChanged);
    return () => {
      stopNetwork();
      stopLife();
      visibility.removeEventListener("visibilitychange", visibilityChanged);
    };
  }

  #socketUrl(): URL {
    const url = serverUrl(this.url, "/signaling");
    url.searchParams.set("device_id", this.#deviceId ?? "");
    if (this.#api.user !== null) url.searchParams.set("user_id", this.#api.user);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return url;
  }

  #received(message: ReceivedMessage): void {
    if (message.type === "session:ready") {
      this.#me = message.payload.user;
      this.#api.user ??= message.payload.user.id;
      this.#lost = null;
    }
    this.#roundTrip.received(message);
    this.#runner.received(message);
    this.#messageListeners.tell(message);
    if (message.type === "session:error") this.#refused(message.payload);
  }

  /** The socket may live on: it was opened when all was well. */
  #sessionLost(lost: LostSession): void {
    this.#lost = lost;
    this.#changed();
  }

  /** People are told of a refusal that a call waits for; one that nobody knows is not kept quiet elsewhere either. */
  #refused({ code, message }: { readonly code: ReceivedCode; readonly message: string }): void {
    if (code === UNKNOWN) {
      this.browser.warn("The server refused something by a code that is not known:", message);
    }
  }

  async #fetchEnd(callId: string): Promise<EndOfCall | null> {
    try {
      const { reason, answeredAt } = await this.#api.call(callId);
      return reason === null ? null : { reason, wasAnswered: answeredAt !== null };
    } catch {
      return null; // then the ending stays without a reason
    }
  }

  #changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#stateListeners.tell(this.state);
    });
  }
}
