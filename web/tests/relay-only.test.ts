import { deepEqual } from "node:assert/strict";
import { relayOnlyOf } from "../src/call/relay-only.ts";
import { FakeStorage } from "./support/fake-storage.ts";

Deno.test("what one person may use is not what another may who signs in to the same browser", () => {
  const storage = new FakeStorage();
  let person: string | null = "alice";
  const relayOnly = relayOnlyOf(() => person, storage);
  relayOnly.save(true);
  person = "bo";
  deepEqual(relayOnly.load(), null);
  relayOnly.save(null);
  person = "alice";
  deepEqual(relayOnly.load(), true);
});

Deno.test("as long as nobody is known nothing is kept", () => {
  const storage = new FakeStorage();
  const relayOnly = relayOnlyOf(() => null, storage);
  relayOnly.save(true);
  deepEqual(relayOnly.load(), null);
  deepEqual(relayOnlyOf(() => "alice", storage).load(), null);
});
