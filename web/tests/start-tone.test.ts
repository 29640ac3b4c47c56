import { deepEqual, equal, ok } from "node:assert/strict";
import type { Ending } from "../src/call/call-model.ts";
import type { Locks } from "../src/call/device-identity.ts";
import { startTone } from "../src/sounds/start-tone.ts";
import { ToneChoice, toneOf } from "../src/sounds/tone-of.ts";
import { TONES } from "../src/sounds/tones.ts";
import { FakeAudio, SYSTEM_OUTPUT } from "./support/fake-audio.ts";
import { settle } from "./support/manual-clock.ts";
import { ending } from "./support/endings.ts";
import { bo } from "./support/messages.ts";
import { callView } from "./support/views.ts";

/** One lock for all tabs, given in the order in which they ask. */
class OneLock implements Locks {
  #last: Promise<unknown> = Promise.resolve();
  asked = 0;

  request(
    _name: string,
    { signal }: { signal: AbortSignal },
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    this.asked += 1;
    const turn = this.#last.then(() => signal.throwIfAborted()).then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

class Tab {
  readonly audio = new FakeAudio();
  blocked = false;
  /** Is the audio context kept running for it? */
  isInUse = false;
  stop: () => void = () => {};
  #waiting: (() => void) | null = null;

  constructor(private readonly locks: Locks | undefined, private allowed: boolean) {}

  starts(name: "ring" | "ringback" | "ended"): void {
    const context = () => this.allowed ? this.audio.context : null;
    this.stop = startTone(name, {
      audio: {
        get context() {
          return context();
        },
        use: ({ begins, heldBack } = {}) => {
          const begin = () => begins?.(this.audio.context);
          this.isInUse = true;
          if (this.allowed) begin();
          else {
            this.#waiting = begin;
            heldBack?.();
          }
          return () => {
            this.isInUse = false;
            this.#waiting = null;
          };
        },
      },
      sound: (tone) => ({ tone: TONES[tone], volume: 1, output: SYSTEM_OUTPUT }),
      locks: this.locks,
      blocked: (blocked) => this.blocked = blocked,
    });
  }

  clicked(): void {
    this.allowed = true;
    this.#waiting?.();
  }

  get sounds(): boolean {
    return this.audio.sounding > 0;
  }
}

Deno.test("a tab that was never clicked does not silence another one", async () => {
  const lock = new OneLock();
  const [mute, clicked] = [new Tab(lock, false), new Tab(lock, true)];
  mute.starts("ring");
  clicked.starts("ring");
  await settle();
  deepEqual([mute.sounds, mute.blocked], [false, true]);
  deepEqual([clicked.sounds, clicked.blocked], [true, false]);
});

Deno.test("of two tabs that may sound one rings, and the other when the first is gone", async () => {
  const lock = new OneLock();
  const [first, second] = [new Tab(lock, true), new Tab(lock, true)];
  first.starts("ring");
  second.starts("ring");
  await settle();
  deepEqual([first.sounds, second.sounds], [true, false]);
  first.stop();
  await settle();
  deepEqual([first.sounds, second.sounds], [false, true]);
});

Deno.test("stopping calls off the wait for a gesture and the wait for the lock", async () => {
  const lock = new OneLock();
  const [first, second, mute] = [new Tab(lock, true), new Tab(lock, true), new Tab(lock, false)];
  for (const tab of [first, second, mute]) tab.starts("ring");
  await settle();
  second.stop();
  mute.stop();
  ok(!mute.blocked);
  mute.clicked();
  first.stop();
  await settle();
  deepEqual([first.sounds, second.sounds, mute.sounds], [false, false, false]);
  equal(lock.asked, 2);
});

Deno.test("a lock that is given just after the ringing was over is given back", async () => {
  // A browser that has given the lock calls `work` a moment later, and no signal stops it any more.
  const granted = Promise.withResolvers<void>();
  const given = granted.promise;
  let back = false;
  const tab = new Tab({
    request: async (_name, _options, work) => {
      await given;
      await work();
      back = true;
    },
  }, true);
  tab.starts("ring");
  tab.stop();
  granted.resolve();
  await settle();
  ok(!tab.sounds);
  ok(back);
});

Deno.test("without locks it rings all the same, and an end that could not be heard is not told later", () => {
  const tab = new Tab(undefined, true);
  tab.starts("ring");
  ok(tab.sounds);
  const mute = new Tab(undefined, false);
  mute.starts("ended");
  mute.clicked();
  ok(!mute.sounds);
});

Deno.test("where locks are forbidden it rings all the same, and not after it was stopped", async () => {
  const forbidden: Locks = { request: () => Promise.reject(new DOMException("", "SecurityError")) };
  const [first, second] = [new Tab(forbidden, true), new Tab(forbidden, true)];
  first.starts("ring");
  second.starts("ring");
  second.stop();
  await settle();
  deepEqual([first.sounds, second.sounds], [true, false]);
  first.stop();
  ok(!first.sounds);
});

Deno.test("the audio context is used while a tone sounds, and no longer", async () => {
  const tab = new Tab(undefined, true);
  tab.starts("ended");
  ok(tab.isInUse);
  tab.audio.advance(2);
  ok(!tab.isInUse);
  tab.starts("ring");
  tab.audio.advance(60);
  ok(tab.isInUse);
  tab.stop();
  await settle();
  ok(!tab.isInUse);
});

Deno.test("what ended by a button of this person's, here or elsewhere, ends in silence", () => {
  const tone = (how: Pick<Ending, "reason" | "by">) => {
    const told = ending({ role: "callee", ...how });
    return toneOf({ state: "idle", peer: bo, ending: told, trouble: null, elsewhere: null });
  };
  equal(tone({ reason: "answered_elsewhere", by: null }), null);
  equal(tone({ reason: "declined_elsewhere", by: null }), null);
  equal(tone({ reason: "hung_up", by: "me" }), null);
  equal(tone({ reason: "hung_up", by: "peer" }), "ended");
  equal(tone({ reason: null, by: null }), "ended");
  equal(tone({ reason: "declined", by: "peer" }), "busy");
});

Deno.test("whom no call may disturb hears none of one that only rings, nor of its end", () => {
  equal(toneOf(callView("ringing"), true), "ring");
  equal(toneOf(callView("ringing"), false), null);
  const tone = (how: Partial<Ending>, mayDisturb: boolean) => {
    const told = { ...ending({ role: "callee", reason: "hung_up", by: "peer" }), ...how };
    return toneOf({ state: "idle", peer: bo, ending: told, trouble: null, elsewhere: null }, mayDisturb);
  };
  equal(tone({ reason: "cancelled" }, true), "ended");
  equal(tone({ reason: "cancelled" }, false), null);
  equal(tone({ reason: "no_answer", by: null }, false), null);
  equal(tone({ reason: null, by: null }, false), null);
  // One that was answered, or placed, is no disturbance.
  equal(tone({ talked: 5_000 }, false), "ended");
  equal(tone({ reason: "connect_failed", by: null }, false), "ended");
  equal(tone({ role: "caller", reason: "declined" }, false), "busy");
  equal(tone({ role: "caller", reason: "no_answer", by: null }, false), "ended");
});

Deno.test("a call that ended while it was to disturb nobody is not heard of when calls may disturb again", () => {
  const choice = new ToneChoice();
  const over = (told: Ending) =>
    ({ state: "idle", peer: bo, ending: told, trouble: null, elsewhere: null }) as const;
  const first = over(ending({ role: "callee", reason: "cancelled", by: "peer" }));
  equal(choice.of(first, false), null);
  equal(choice.of(first, true), null);
  const next = over(ending({ role: "callee", reason: "cancelled", by: "peer" }));
  equal(choice.of(next, true), "ended");
  equal(choice.of(next, false), null);
  equal(choice.of(next, true), null);
});
