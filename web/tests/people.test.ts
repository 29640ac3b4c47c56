import { deepEqual, equal } from "node:assert/strict";
import { Roster } from "../src/people/roster.ts";
import { ShownOrder } from "../src/people/shown-order.ts";
import { alice, bo } from "./support/messages.ts";
import { rosterOf } from "./support/rosters.ts";

const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);

Deno.test("who is online stands first, then everybody by name as the language sorts", () => {
  const roster = rosterOf("Zoë", "+Øystein", "Émile", "+adam", "Person 10", "Person 9", "Eva");
  deepEqual(names(roster.find("")), ["adam", "Øystein", "Émile", "Eva", "Person 9", "Person 10", "Zoë"]);
});

Deno.test("those of one name stand by their sign-in names", () => {
  const people = ["b", "c", "a"].map((username) => ({ id: username, username, name: "Kim", online: false }));
  const roster = new Roster({ presence: 0, people }, "me");
  deepEqual(roster.find("").map(({ username }) => username), ["a", "b", "c"]);
});

Deno.test("the list tells who could be taken for somebody else", () => {
  const people = [
    { ...alice, online: true },
    { ...bo, online: false, isMistakable: true as const },
    { ...bo, id: "bo-2", online: false },
  ];
  const roster = new Roster({ presence: 0, people }, "me");
  deepEqual(people.map((person) => roster.isMistakable(person)), [false, true, false]);
  // A call may come with a newer name than the list has, or from somebody who is newer than it.
  equal(roster.isMistakable({ ...alice, name: "Bo" }), true);
  equal(roster.isMistakable({ ...alice, id: "alice-2" }), true);
  equal(roster.isMistakable({ ...alice, id: "me" }), false);
});

Deno.test("nobody stands in their own list", () => {
  const people = [{ ...alice, online: true }, { ...bo, online: true }];
  deepEqual(names(new Roster({ presence: 0, people }, alice.id).find("")), ["Bo"]);
  equal(new Roster({ presence: 0, people }, alice.id).size, 1);
});

Deno.test("the search finds names whatever their case and accents, and sign-in names", () => {
  const roster = rosterOf("Inês Duarte/ines", "Bo/bo", "Bob Ross/painter", "İpek/ipek");
  const found = (query: string) => names(roster.find(query));
  deepEqual(found(""), ["Bo", "Bob Ross", "Inês Duarte", "İpek"]);
  deepEqual(found("  BO "), ["Bo", "Bob Ross"]);
  deepEqual(found("ines"), ["Inês Duarte"]);
  deepEqual(found("duarté"), ["Inês Duarte"]);
  deepEqual(found("IPEK"), ["İpek"]);
  deepEqual(found("paint"), ["Bob Ross"]);
  deepEqual(found("zoe"), []);
});

Deno.test("a search does not find where a name ends and the sign-in name begins", () => {
  deepEqual(rosterOf("Bo/rg").find("borg"), []);
});

Deno.test("people come and go, and are told from strangers", () => {
  const roster = rosterOf("Bo", "+Carl", "Dora");
  equal(roster.apply({ online: ["Dora"], offline: ["Carl"] }), true);
  deepEqual(names(roster.find("")), ["Dora", "Bo", "Carl"]);
  deepEqual(["Bo", "Carl", "Dora", "Eve"].map((id) => roster.isOnline(id)), [false, false, true, undefined]);
  equal(roster.apply({ online: ["Bo", "Eve"], offline: [] }), false);
  equal(roster.isOnline("Bo"), true);
  // Somebody who goes needs no row; oneself is no stranger.
  equal(roster.apply({ online: ["me"], offline: ["Fay"] }), true);
});

Deno.test("a list that is held keeps its order while people come and go", () => {
  const roster = rosterOf("Bo", "+Carl", "Dora");
  const order = new ShownOrder();
  deepEqual(names(order.of(roster, "", false)), ["Carl", "Bo", "Dora"]);
  roster.apply({ online: ["Dora"], offline: ["Carl"] });
  deepEqual(names(order.of(roster, "", true)), ["Carl", "Bo", "Dora"]);
  deepEqual(names(order.of(roster, "", false)), ["Dora", "Bo", "Carl"]);
});

Deno.test("a list that is held keeps everybody whom another list of people does not have", () => {
  const order = new ShownOrder();
  order.of(rosterOf("Bo", "Carl"), "", false);
  deepEqual(names(order.of(rosterOf("Carl", "Dora"), "", true)), ["Bo", "Carl"]);
  deepEqual(names(order.of(rosterOf("Carl", "Dora"), "", false)), ["Carl", "Dora"]);
});

Deno.test("a list that is held follows a search, and its first people", () => {
  const order = new ShownOrder();
  deepEqual(order.of(rosterOf(), "", true), []);
  const roster = rosterOf("Bo", "Carl");
  deepEqual(names(order.of(roster, "", true)), ["Bo", "Carl"]);
  deepEqual(names(order.of(roster, "car", true)), ["Carl"]);
  deepEqual(names(order.of(roster, "", true)), ["Bo", "Carl"]);
});

Deno.test("the same order is the same list, so that nothing is drawn for it", () => {
  const order = new ShownOrder();
  const roster = rosterOf("Bo", "Carl");
  const before = order.of(roster, "", false);
  equal(order.of(roster, "", true), before);
});
