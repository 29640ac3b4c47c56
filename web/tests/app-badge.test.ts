import { deepEqual } from "node:assert/strict";
import { showAppBadge } from "../src/history/app-badge.ts";
import { titleOf } from "../src/text/words.ts";
import { text } from "../src/text/text.ts";
import { settle } from "./support/manual-clock.ts";

Deno.test("a number is set, and none is cleared", () => {
  const told: string[] = [];
  const holder = {
    setAppBadge: (count: number) => Promise.resolve(void told.push(`set ${count}`)),
    clearAppBadge: () => Promise.resolve(void told.push("clear")),
  };
  showAppBadge(() => holder, 2);
  showAppBadge(() => holder, 0);
  deepEqual(told, ["set 2", "clear"]);
});

Deno.test("where it is missing, forbidden or refused, nothing happens", async () => {
  showAppBadge(() => ({}), 2);
  showAppBadge(() => ({}), 0);
  showAppBadge(() => {
    throw new Error("not even to be looked at");
  }, 2);
  showAppBadge(() => ({
    setAppBadge: () => {
      throw new Error("not here");
    },
  }), 2);
  showAppBadge(() => ({ setAppBadge: () => Promise.reject(new Error("not installed")) }), 2);
  await settle();
});

Deno.test("the tab is called by the call, and without one by how many were missed", () => {
  deepEqual(titleOf("Bo is calling", 2, text), "Bo is calling – Duet");
  deepEqual(titleOf("", 2, text), "(2) Duet");
  deepEqual(titleOf("", 0, text), "Duet");
});
