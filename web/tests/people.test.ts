import { deepEqual } from "node:assert/strict";
import { type PersonPresence, search } from "../src/composables/usePeople.ts";

const people: PersonPresence[] = ["Inês Duarte/ines", "Bo/bo", "Bob Ross/painter"].map((entry) => {
  const [name = "", username = ""] = entry.split("/");
  return { person: { id: username, username, name }, online: false };
});
const found = (query: string) => search(people, query).map(({ person }) => person.name);

Deno.test("the search finds names whatever their case and accents, and sign-in names", () => {
  deepEqual(found(""), ["Inês Duarte", "Bo", "Bob Ross"]);
  deepEqual(found("  BO "), ["Bo", "Bob Ross"]);
  deepEqual(found("ines"), ["Inês Duarte"]);
  deepEqual(found("duarté"), ["Inês Duarte"]);
  deepEqual(found("paint"), ["Bob Ross"]);
  deepEqual(found("zoe"), []);
});
