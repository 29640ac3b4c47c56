import { deepEqual, equal } from "node:assert/strict";
import type { PeopleList } from "../src/api/types.ts";
import { RosterRunner } from "../src/people/roster-runner.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";
import { ready, said } from "./support/messages.ts";
import { listOf } from "./support/rosters.ts";

/** A page that listens to a server which answers when the test says so. */
class Page {
  readonly clock = new ManualClock();
  random = 0.5;
  pictures = 0;
  readonly #answers: PromiseWithResolvers<PeopleList>[] = [];
  readonly runner = new RosterRunner({
    myId: "me",
    fetchPeople: () => {
      const answer = Promise.withResolvers<PeopleList>();
      this.#answers.push(answer);
      return answer.promise;
    },
    clock: this.clock,
    random: () => this.random,
  }, () => this.pictures += 1);

  get requests(): number {
    return this.#answers.length;
  }
  async answers(list: PeopleList): Promise<void> {
    this.#answers.at(-1)?.resolve(list);
    await settle();
  }
  async refuses(): Promise<void> {
    this.#answers.at(-1)?.reject(new Error("no network"));
    await settle();
  }
  hears(sequence: number, online: readonly string[], reload = false): void {
    this.runner.received(said("session:presence", { sequence, online, offline: [], reload }));
  }
  get people(): string[] {
    const { view } = this.runner;
    if (view.kind !== "loaded") return [view.kind];
    return view.roster.find("").map(({ id }) => view.roster.isOnline(id) ? `+${id}` : id);
  }
}

async function opened(...people: readonly string[]): Promise<Page> {
  const page = new Page();
  page.runner.received(ready());
  await page.answers(listOf(10, ...people));
  page.clock.advance(60_000);
  return page;
}

Deno.test("the list is asked for when a session starts, and not before", async () => {
  const page = new Page();
  equal(page.requests, 0);
  page.runner.received(ready());
  equal(page.requests, 1);
  await page.answers(listOf(1, "Bo"));
  deepEqual(page.people, ["Bo"]);
});

Deno.test("a thousand changes of presence ask for no list", async () => {
  const page = await opened("Bo", "Carl");
  for (let sequence = 11; sequence <= 1_010; sequence += 1) page.hears(sequence, ["Bo"]);
  equal(page.requests, 1);
  deepEqual(page.clock.pending, []);
});

Deno.test("a thousand strangers ask for one list, after a random while", async () => {
  const page = await opened("Bo");
  page.random = 0.3;
  for (let sequence = 11; sequence <= 1_010; sequence += 1) page.hears(sequence, [`stranger-${sequence}`]);
  deepEqual(page.clock.pending, [1_500]);
  page.clock.advance(1_499);
  equal(page.requests, 1);
  page.clock.advance(1);
  equal(page.requests, 2);
});

Deno.test("a clock that was set back by an hour keeps nobody waiting for an hour", async () => {
  const page = await opened("Bo");
  page.clock.moveWallTime(-3_600_000);
  page.hears(11, [], true);
  deepEqual(page.clock.pending, [2_500]);
});

Deno.test("a new session calls off a wait", async () => {
  const page = await opened("Bo");
  page.hears(11, [], true);
  page.runner.received(ready());
  deepEqual(page.clock.pending, []);
  equal(page.requests, 2);
});

Deno.test("a list that cannot be had is asked for again, at once when somebody wishes so", async () => {
  const page = new Page();
  page.runner.received(ready());
  await page.refuses();
  deepEqual(page.people, ["failed"]);
  deepEqual(page.clock.pending, [7_500]);
  page.runner.tryAgain();
  deepEqual(page.clock.pending, []);
  equal(page.requests, 2);
  await page.answers(listOf(1, "+Bo"));
  deepEqual(page.people, ["+Bo"]);
});

Deno.test("after the page is gone nothing happens any more", async () => {
  const page = await opened("Bo");
  page.hears(11, [], true);
  page.runner.dispose();
  deepEqual(page.clock.pending, []);
  const { pictures } = page;
  page.hears(12, ["Bo"]);
  page.runner.received(ready());
  equal(page.requests, 1);
  equal(page.pictures, pictures);
});
