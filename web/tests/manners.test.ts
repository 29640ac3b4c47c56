import { deepEqual, equal, ok } from "node:assert/strict";
import type { CallView } from "../src/call/call-model.ts";
import type { DeviceState } from "../src/contract.ts";
import { keepScreenOn, type ScreenLock } from "../src/manners/keep-screen-on.ts";
import { mannersOf } from "../src/manners/manners-of.ts";
import { type MediaKey, type MediaKeysSession, takeMediaKeys } from "../src/manners/media-keys.ts";
import { vibrate } from "../src/manners/vibrate.ts";
import { warnOfLeaving } from "../src/manners/warn-of-leaving.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";
import { callView } from "./support/views.ts";

function inState(state: Exclude<DeviceState, "idle">, muted = false): CallView {
  return callView(state, { muted });
}

const idle: CallView = { state: "idle", peer: null, ending: null, trouble: null, elsewhere: null };

Deno.test("a device without a call of its own is left alone", () => {
  const none = { keepsScreenOn: false, vibrates: false, warnsOfLeaving: false, keys: null };
  deepEqual(mannersOf(idle), none);
  deepEqual(mannersOf(inState("continuing")), none);
});

Deno.test("a call that rings vibrates and keeps the screen on, and its tab may be closed", () => {
  deepEqual(mannersOf(inState("ringing")), {
    keepsScreenOn: true,
    vibrates: true,
    warnsOfLeaving: false,
    keys: null,
  });
});

for (
  const state of [
    "dialing",
    "calling",
    "redialing",
    "answering",
    "accepting",
    "resuming",
    "claiming",
    "connecting",
    "connected",
    "interrupted",
    "reconnecting",
  ] as const
) {
  Deno.test(`a call that is ${state} keeps the screen on, has the keys, and is not left unasked`, () => {
    deepEqual(mannersOf(inState(state, true)), {
      keepsScreenOn: true,
      vibrates: false,
      warnsOfLeaving: true,
      keys: { peer: "Bo", muted: true },
    });
  });
}

class Screen extends EventTarget {
  hidden = false;
  readonly locks: (ScreenLock & { released: boolean })[] = [];
  refuses = false;
  answer: Promise<void> = Promise.resolve();

  async request(): Promise<ScreenLock> {
    await this.answer;
    if (this.refuses) throw new DOMException("the battery is low", "NotAllowedError");
    const lock = {
      released: false,
      release: () => {
        lock.released = true;
        return Promise.resolve();
      },
    };
    this.locks.push(lock);
    return lock;
  }

  /** Somebody looks at another tab, or at this one again. The browser takes the lock when nobody looks. */
  async looksAway(away: boolean): Promise<void> {
    this.hidden = away;
    if (away) { for (const lock of this.locks) lock.released = true; }
    this.dispatchEvent(new Event("visibilitychange"));
    await settle();
  }

  get held(): number {
    return this.locks.filter(({ released }) => !released).length;
  }
}

Deno.test("the screen is kept on, again after somebody looked away, and let go at the end", async () => {
  const screen = new Screen();
  const end = keepScreenOn(screen, screen);
  await settle();
  equal(screen.held, 1);
  await screen.looksAway(true);
  equal(screen.held, 0);
  await screen.looksAway(false);
  equal(screen.held, 1);
  await screen.looksAway(false);
  equal(screen.locks.length, 2, "it asks for a lock that it has");
  end();
  equal(screen.held, 0);
  await screen.looksAway(false);
  equal(screen.held, 0);
});

Deno.test("a lock that comes when the call is over is given back", async () => {
  const screen = new Screen();
  const answer = Promise.withResolvers<void>();
  screen.answer = answer.promise;
  keepScreenOn(screen, screen)();
  answer.resolve();
  await settle();
  equal(screen.locks.length, 1);
  equal(screen.held, 0);
});

Deno.test("a lock that is refused is asked for when somebody looks again, and none is needed", async () => {
  const screen = new Screen();
  screen.refuses = true;
  const end = keepScreenOn(screen, screen);
  await settle();
  screen.refuses = false;
  await screen.looksAway(false);
  equal(screen.held, 1);
  end();
  keepScreenOn(undefined, screen)();
});

Deno.test("a device vibrates in a beat until it no longer rings", () => {
  const clock = new ManualClock();
  const felt: (number | number[])[] = [];
  const device = (pattern: number | number[]) => felt.push(pattern) > 0;
  const end = vibrate(device, clock);
  deepEqual(felt, [[500, 250, 500]]);
  clock.advance(3_000);
  equal(felt.length, 2);
  end();
  deepEqual(felt.at(-1), 0);
  clock.advance(10_000);
  equal(felt.length, 3);
  vibrate(undefined, clock)();
});

class Session implements MediaKeysSession {
  metadata: MediaMetadata | null = null;
  playbackState: MediaSessionPlaybackState = "none";
  readonly handlers = new Map<MediaKey, () => void>();
  microphone: boolean | null = null;

  constructor(private readonly unknown: readonly MediaKey[] = []) {}

  setActionHandler(action: MediaKey, handler: (() => void) | null): void {
    if (this.unknown.includes(action)) throw new TypeError(`${action} is not a valid value`);
    if (handler === null) this.handlers.delete(action);
    else this.handlers.set(action, handler);
  }

  setMicrophoneActive(active: boolean): Promise<void> {
    this.microphone = active;
    return Promise.resolve();
  }
}

const metadata = (title: string) => ({ title }) as MediaMetadata;

function keysOf(session: Session) {
  const done: string[] = [];
  const keys = takeMediaKeys(session, metadata, {
    mute: (muted) => done.push(muted ? "mute" : "unmute"),
    hangUp: () => done.push("hang up"),
  });
  return { keys, done };
}

Deno.test("the keys of a headset mute and hang up, and say with whom one talks", () => {
  const session = new Session();
  const { keys, done } = keysOf(session);
  keys.show("Bo", false);
  equal(session.metadata?.title, "Bo");
  equal(session.playbackState, "playing");
  equal(session.microphone, true);
  session.handlers.get("togglemicrophone")?.();
  keys.show("Bo", true);
  equal(session.playbackState, "paused");
  equal(session.microphone, false);
  for (const key of ["togglemicrophone", "pause", "play", "hangup"] as const) session.handlers.get(key)?.();
  deepEqual(done, ["mute", "unmute", "mute", "unmute", "hang up"]);
});

Deno.test("the keys are given back when the call is over", () => {
  const session = new Session();
  const { keys } = keysOf(session);
  keys.show("Bo", false);
  keys.end();
  equal(session.handlers.size, 0);
  equal(session.metadata, null);
  equal(session.playbackState, "none");
});

Deno.test("a browser that knows fewer keys has the others", () => {
  const session = new Session(["togglemicrophone", "hangup"]);
  const { keys, done } = keysOf(session);
  deepEqual([...session.handlers.keys()], ["pause", "play"]);
  session.handlers.get("pause")?.();
  deepEqual(done, ["mute"]);
  keys.end();
  equal(session.handlers.size, 0);
});

Deno.test("the browser is to ask before the page is left, and not when that is over", () => {
  const window = new EventTarget();
  const leave = () => {
    const event = new Event("beforeunload", { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const end = warnOfLeaving(window);
  ok(leave());
  end();
  ok(!leave());
});
