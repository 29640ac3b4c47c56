import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { claimDeviceId, type DeviceClaim, type Locks, randomUuid } from "../src/call/device-identity.ts";
import { FakeLocks } from "./support/fake-locks.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

class Tab {
  ids = 0;
  constructor(
    readonly name: string,
    readonly locks: Locks | undefined,
    readonly clock: ManualClock,
    readonly items = new Map<string, string>(),
  ) {}

  claim(): DeviceClaim {
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
  const id = await before.claim().id;
  const after = new Tab("tab", new FakeLocks(), clock, before.items);
  equal(await after.claim().id, id);
});

Deno.test("a duplicated tab gets its own name", async () => {
  const clock = new ManualClock();
  const locks = new FakeLocks();
  const original = new Tab("tab", locks, clock);
  const id = await original.claim().id;
  const copy = new Tab("copy", locks, clock, new Map(original.items));
  const claiming = copy.claim().id;
  await settle();
  clock.advance(3_000);
  notEqual(await claiming, id);
});

Deno.test("without locks the name is kept as it is", async () => {
  const tab = new Tab("tab", undefined, new ManualClock());
  equal(await tab.claim().id, await tab.claim().id);
});

Deno.test("a name that is released can be had again in the same tab, without waiting", async () => {
  const locks = new FakeLocks();
  const tab = new Tab("tab", locks, new ManualClock());
  const first = tab.claim();
  const id = await first.id;
  first.release();
  equal(await tab.claim().id, id);
  deepEqual(locks.held, [`duet.device.${id}`]);
});

Deno.test("a search that is given up finds nothing, keeps no name and waits for nothing", async () => {
  const clock = new ManualClock();
  const locks = new FakeLocks();
  const original = new Tab("tab", locks, clock);
  const held = original.claim();
  const id = await held.id;
  const copy = new Tab("copy", locks, clock, new Map(original.items));
  const search = copy.claim();
  await settle();
  search.release();
  equal(await search.id, null);
  deepEqual([...copy.items.values()], [id]);
  deepEqual(clock.pending, []);
  held.release();
  await settle();
  deepEqual(locks.held, []);
});

Deno.test("a lock that is given just when nobody wants it any more is given back", async () => {
  let grant: () => Promise<void> = () => Promise.resolve();
  const locks: Locks = {
    request: (_name, _options, holding) => {
      grant = holding;
      return new Promise(() => {});
    },
  };
  const claim = new Tab("tab", locks, new ManualClock()).claim();
  claim.release();
  await grant(); // else it would be held for ever
});

Deno.test("ids are random UUIDs", () => {
  const ids = new Set(Array.from({ length: 100 }, () => randomUuid(crypto)));
  equal(ids.size, 100);
  for (const id of ids) match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
