import { equal, match, notEqual } from "node:assert/strict";
import { claimDeviceId, type Locks, randomUuid } from "../src/call/device-identity.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

/** Locks as a browser keeps them for all tabs: held until the tab goes. */
class FakeLocks implements Locks {
  readonly held = new Set<string>();

  request(name: string, { signal }: { signal: AbortSignal }, holding: () => Promise<void>): Promise<unknown> {
    if (!this.held.has(name)) {
      this.held.add(name);
      return holding();
    }
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }
}

class Tab {
  ids = 0;
  constructor(
    readonly name: string,
    readonly locks: Locks | undefined,
    readonly clock: ManualClock,
    readonly items = new Map<string, string>(),
  ) {}

  claim(): Promise<string> {
    return claimDeviceId({
      storage: {
        getItem: (key) => this.items.get(key) ?? null,
        setItem: (key, value) => this.items.set(key, value),
      },
      locks: this.locks,
      newId: () => `${this.name}-${++this.ids}`,
      after: (delay, work) => this.clock.after(delay, work),
    });
  }
}

Deno.test("a reload keeps the name of the tab", async () => {
  const clock = new ManualClock();
  const before = new Tab("tab", new FakeLocks(), clock);
  const id = await before.claim();
  const after = new Tab("tab", new FakeLocks(), clock, before.items);
  equal(await after.claim(), id);
});

Deno.test("a duplicated tab gets its own name", async () => {
  const clock = new ManualClock();
  const locks = new FakeLocks();
  const original = new Tab("tab", locks, clock);
  const id = await original.claim();
  const copy = new Tab("copy", locks, clock, new Map(original.items));
  const claiming = copy.claim();
  await settle();
  clock.advance(3_000);
  notEqual(await claiming, id);
});

Deno.test("without locks the name is kept as it is", async () => {
  const tab = new Tab("tab", undefined, new ManualClock());
  equal(await tab.claim(), await tab.claim());
});

Deno.test("ids are random UUIDs", () => {
  const ids = new Set(Array.from({ length: 100 }, () => randomUuid(crypto)));
  equal(ids.size, 100);
  for (const id of ids) match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
