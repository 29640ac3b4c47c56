import { deepEqual, equal } from "node:assert/strict";
import type { PeopleList } from "../src/api/types.ts";
import { RosterSync } from "../src/people/roster-sync.ts";
import { listOf } from "./support/rosters.ts";

/** Drives the machine: each step gives what it orders, in words. */
class Story {
  now = 1_000_000;
  readonly #sync = new RosterSync("me");
  #request = 0;
  #wait = 0;

  ready = () => this.#handle({ type: "sessionReady" });
  tryAgain = () => this.#handle({ type: "tryAgainPressed" });
  listed = (list: PeopleList, request = this.#request) =>
    this.#handle({ type: "listReceived", request, list });
  failed = (request = this.#request) => this.#handle({ type: "requestFailed", request });
  waited = (wait = this.#wait) => this.#handle({ type: "waitEnded", wait });
  presence = (sequence: number, ...changes: readonly string[]) => {
    const named = (sign: string) =>
      changes.filter((change) => change.startsWith(sign)).map((change) => change.slice(1));
    return this.#handle({
      type: "presenceChanged",
      change: { sequence, online: named("+"), offline: named("-"), reload: changes.includes("reload") },
    });
  };

  get lastRequest(): number {
    return this.#request;
  }
  get lastWait(): number {
    return this.#wait;
  }
  get kind(): string {
    return this.#sync.view.kind;
  }
  /** Everybody in the order of the list, those who are online with a plus. */
  get people(): string {
    const { view } = this.#sync;
    if (view.kind !== "loaded") return view.kind;
    return view.roster.find("").map(({ id }) => view.roster.isOnline(id) ? `+${id}` : id).join(" ");
  }

  #handle(event: Parameters<RosterSync["handle"]>[0]): string {
    return this.#sync.handle(event, this.now).map((effect) => {
      if (effect.type === "requestList") {
        this.#request = effect.request;
        return "request";
      }
      this.#wait = effect.wait;
      return `wait ${effect.atLeast}–${effect.atLeast + effect.spread}`;
    }).join(", ");
  }
}

/** Loaded at the change with the number 10, and long ago. */
function loaded(...people: readonly string[]): Story {
  const story = new Story();
  story.ready();
  story.listed(listOf(10, ...people));
  story.now += 60_000;
  return story;
}

Deno.test("a session begins with a request, and the list is there when the answer is", () => {
  const story = new Story();
  equal(story.kind, "loading");
  equal(story.ready(), "request");
  equal(story.kind, "loading");
  equal(story.listed(listOf(3, "Bo", "+Carl")), "");
  equal(story.people, "+Carl Bo");
});

Deno.test("presence is applied in the order of its numbers", () => {
  const story = loaded("Bo", "Carl");
  equal(story.presence(11, "+Bo"), "");
  equal(story.people, "+Bo Carl");
  equal(story.presence(12, "-Bo", "+Carl"), "");
  equal(story.people, "+Carl Bo");
});

Deno.test("presence that comes before the list waits for it, and only what the list lacks is applied", () => {
  const story = new Story();
  story.ready();
  equal(story.presence(4, "+Bo"), "");
  equal(story.presence(5, "-Bo"), "");
  equal(story.presence(6, "+Carl"), "");
  equal(story.kind, "loading");
  // Bo came back while 5 was on its way: that belongs to 7, and the list knows it already.
  equal(story.listed(listOf(5, "+Bo", "Carl")), "");
  equal(story.people, "+Bo +Carl");
  equal(story.presence(7, "+Bo"), "");
});

Deno.test("presence that the list contains is not applied to it again", () => {
  const story = loaded("+Bo");
  equal(story.presence(10, "-Bo"), "");
  equal(story.presence(9, "-Bo"), "");
  equal(story.people, "+Bo");
});

Deno.test("a new session starts over: what was heard in the last one is forgotten", () => {
  const story = loaded("Bo", "Carl");
  story.presence(11, "+Bo");
  // The server was started again and counts from the beginning.
  equal(story.ready(), "request");
  equal(story.people, "+Bo Carl", "the old list stays until the new one is there");
  equal(story.presence(1, "+Carl"), "");
  equal(story.people, "+Bo +Carl");
  equal(story.listed(listOf(0, "Bo", "Carl")), "");
  equal(story.people, "+Carl Bo");
  equal(story.presence(2, "-Carl"), "");
  equal(story.people, "Bo Carl");
});

Deno.test("a new session asks at once, however short ago the last request was", () => {
  const story = new Story();
  story.ready();
  equal(story.ready(), "request");
});

Deno.test("the answer to a request of an earlier session is ignored", () => {
  const story = new Story();
  story.ready();
  const early = story.lastRequest;
  story.ready();
  equal(story.listed(listOf(900, "Eve"), early), "");
  equal(story.failed(early), "");
  equal(story.kind, "loading");
  story.listed(listOf(1, "Bo"));
  equal(story.people, "Bo");
});

Deno.test("when too many have come and gone to name them, the list is asked for again after a while", () => {
  const story = loaded("Bo");
  equal(story.presence(11, "reload"), "wait 0–5000");
  story.now += 2_000;
  equal(story.waited(), "request");
  equal(story.people, "Bo");
  equal(story.listed(listOf(11, "+Bo")), "");
  equal(story.people, "+Bo");
});

Deno.test("somebody unknown who comes is a reason to ask, somebody unknown who goes is none", () => {
  const story = loaded("Bo");
  equal(story.presence(11, "-Dora"), "");
  equal(story.presence(12, "+me"), "");
  equal(story.presence(13, "+Dora", "+Bo"), "wait 0–5000");
  equal(story.people, "+Bo", "whoever is known is shown at once");
  story.waited();
  story.listed(listOf(13, "+Bo", "+Dora"));
  equal(story.people, "+Bo +Dora");
});

Deno.test("a number that was left out is a reason to ask", () => {
  const story = loaded("Bo");
  equal(story.presence(12, "+Bo"), "wait 0–5000");
  equal(story.people, "+Bo");
});

Deno.test("a list that is older than what was heard before it is completed from memory", () => {
  const story = loaded("Bo", "Carl", "Dora");
  story.presence(11, "+Bo");
  story.presence(12, "+Carl");
  story.presence(13, "reload");
  story.waited();
  equal(story.listed(listOf(11, "+Bo", "Carl", "Dora")), "wait 5000–10000", "and 13 stays unknown");
  equal(story.people, "+Bo +Carl Dora");
});

Deno.test("one wait is enough for all that happens during it", () => {
  const story = loaded("Bo");
  equal(story.presence(11, "reload"), "wait 0–5000");
  equal(story.presence(12, "reload"), "");
  equal(story.presence(13, "+Eve"), "");
  equal(story.waited(), "request");
  equal(story.presence(14, "reload"), "");
  // The list was made after 13 and before 14.
  story.now += 300;
  equal(story.listed(listOf(13, "Bo", "+Eve")), "wait 4700–9700");
});

Deno.test("two requests are at least five seconds apart", () => {
  const story = loaded("Bo");
  story.presence(11, "reload");
  story.waited();
  story.now += 1_000;
  story.listed(listOf(11, "Bo"));
  equal(story.presence(12, "reload"), "wait 4000–9000");
  story.now += 4_000;
  story.waited();
  story.listed(listOf(12, "Bo"));
  story.now += 5_000;
  equal(story.presence(13, "reload"), "wait 0–5000");
});

Deno.test("a wait that has been overtaken does nothing", () => {
  const story = loaded("Bo");
  story.presence(11, "reload");
  const early = story.lastWait;
  story.ready();
  equal(story.waited(early), "");
  story.failed();
  equal(story.waited(early), "", "another wait is under way");
  equal(story.waited(), "request");
  story.listed(listOf(11, "Bo"));
  equal(story.waited(early), "");
});

Deno.test("without any list, a failure is told and tried again, each time after a longer while", () => {
  const story = new Story();
  story.ready();
  const waits = Array.from({ length: 6 }, () => {
    const wait = story.failed();
    equal(story.kind, "failed");
    equal(story.waited(), "request");
    equal(story.kind, "failed", "the words stay while it is tried again");
    return wait;
  });
  deepEqual(waits, [
    "wait 5000–10000",
    "wait 10000–15000",
    "wait 20000–25000",
    "wait 40000–45000",
    "wait 60000–65000",
    "wait 60000–65000",
  ]);
  story.listed(listOf(1, "Bo"));
  equal(story.people, "Bo");
  story.presence(2, "reload");
  story.waited();
  equal(story.failed(), "wait 5000–10000", "what went wrong before the last list is forgotten");
  story.waited();
  story.failed();
  story.ready();
  equal(story.failed(), "wait 5000–10000", "and so is what went wrong in the last session");
});

Deno.test("whoever presses try again does not wait", () => {
  const story = new Story();
  story.ready();
  equal(story.tryAgain(), "", "it is being tried");
  story.failed();
  const wait = story.lastWait;
  equal(story.tryAgain(), "request");
  equal(story.waited(wait), "");
  story.listed(listOf(1, "Bo"));
  equal(story.people, "Bo");
});

Deno.test("a failure with a list at hand leaves the list, and presence goes on", () => {
  const story = loaded("Bo");
  story.presence(11, "reload");
  story.waited();
  equal(story.failed(), "wait 5000–10000");
  equal(story.presence(12, "+Bo"), "");
  equal(story.people, "+Bo");
  story.waited();
  story.listed(listOf(12, "+Bo", "Carl"));
  equal(story.presence(13, "+Carl"), "");
  equal(story.people, "+Bo +Carl");
});

Deno.test("presence before the first session changes nothing", () => {
  const story = new Story();
  equal(story.presence(1, "+Bo"), "");
  equal(story.kind, "loading");
});
