import { deepEqual, equal } from "node:assert/strict";
import { type LatePart, LatePartLoader } from "../src/late/late-part.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

/** A loader of which the test says how each attempt ends. */
class World {
  readonly clock = new ManualClock();
  readonly states: LatePart<string>[] = [];
  readonly warnings: string[] = [];
  readonly attempts: PromiseWithResolvers<string>[] = [];
  readonly loader = new LatePartLoader<string>({
    load: () => {
      const attempt = Promise.withResolvers<string>();
      this.attempts.push(attempt);
      return attempt.promise;
    },
    clock: this.clock,
    changed: (state) => this.states.push(state),
    warn: (_, detail) => this.warnings.push(detail),
  });

  get state(): LatePart<string> | undefined {
    return this.states.at(-1);
  }

  /** Lets an attempt end. */
  async end(attempt: number, how: { part: string } | { fault: string }): Promise<void> {
    if ("part" in how) this.attempts[attempt]?.resolve(how.part);
    else this.attempts[attempt]?.reject(how.fault);
    await settle();
  }
}

Deno.test("a part is loaded by itself when the page has become quiet", async () => {
  const world = new World();
  world.clock.advance(1_999);
  equal(world.attempts.length, 0);
  world.clock.advance(1);
  equal(world.attempts.length, 1);
  await world.end(0, { part: "dialogs" });
  deepEqual(world.states, [{ kind: "loading" }, { kind: "here", part: "dialogs" }]);
});

Deno.test("a part that is wanted earlier is loaded at once, and once", async () => {
  const world = new World();
  world.loader.load();
  world.loader.load();
  world.clock.advance(2_000);
  await world.end(0, { part: "dialogs" });
  world.loader.load();
  world.loader.tryAgain();
  equal(world.attempts.length, 1);
});

Deno.test("a part that could not be loaded is tried again when it is wanted, and when the server answers again", async () => {
  const world = new World();
  world.loader.load();
  await world.end(0, { fault: "no answer" });
  deepEqual(world.state, { kind: "failed" });
  deepEqual(world.warnings, ["no answer"]);

  world.loader.load();
  await world.end(1, { fault: "still none" });
  deepEqual(world.state, { kind: "failed" });

  world.loader.tryAgain();
  deepEqual(world.state, { kind: "loading" });
  await world.end(2, { part: "dialogs" });
  deepEqual(world.state, { kind: "here", part: "dialogs" });
});

Deno.test("a part that was wanted and could not be loaded is not loaded by itself under what says so", async () => {
  const world = new World();
  world.loader.load();
  await world.end(0, { fault: "no answer" });
  world.clock.advance(10_000);
  equal(world.attempts.length, 1);
  deepEqual(world.state, { kind: "failed" });
});

Deno.test("a server that answers makes nobody load a part that nobody has asked for yet", () => {
  const world = new World();
  world.loader.tryAgain();
  equal(world.attempts.length, 0);
});

Deno.test("a page that has gone loads nothing", () => {
  const world = new World();
  world.loader.dispose();
  world.clock.advance(10_000);
  equal(world.attempts.length, 0);
});
