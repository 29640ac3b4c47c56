import { deepEqual, rejects } from "node:assert/strict";
import { ApiError, Unreachable } from "../src/api/api-error.ts";
import type { PersonalSettings } from "../src/api/types.ts";
import { OwnSettings } from "../src/settings/own-settings.ts";

const LOST = new Unreachable("PUT /api/settings");
const REFUSED = new ApiError(409, "no_relay", "No relay is set up.", null);
const OFF: PersonalSettings = { alwaysRelay: false, doNotDisturb: null, relay: "offered" };
const ON: PersonalSettings = { alwaysRelay: true, doNotDisturb: null, relay: "offered" };

/** Settings that have come, and a server whose answers the test gives. */
async function fixture(found: PersonalSettings = OFF) {
  const server = { found: Promise.resolve(found), saved: Promise.resolve() };
  const told: string[] = [];
  const settings = new OwnSettings({
    settings: () => server.found,
    saveSettings: ({ alwaysRelay }) => {
      told.push(`save ${alwaysRelay}`);
      return server.saved;
    },
    saveDoNotDisturb: (wanted) => {
      told.push(`save quiet ${wanted?.until}`);
      return server.saved;
    },
  }, {
    changed: () => told.push(`known ${settings.known?.alwaysRelay} ${settings.known?.relay}`),
    relayChosen: (always) => told.push(`relay ${always}`),
  });
  await settings.load();
  return { settings, server, told };
}

Deno.test("what is chosen holds as soon as the server has it", async () => {
  const { settings, told } = await fixture();
  await settings.chooseRelay(true);
  deepEqual(told, ["known false offered", "save true", "known true offered", "relay true"]);
});

Deno.test("a choice that the server refuses changes nothing, and what holds is shown", async () => {
  const { settings, server, told } = await fixture();
  server.saved = Promise.reject(REFUSED);
  server.found = Promise.resolve({ ...OFF, relay: "none" });
  await rejects(settings.chooseRelay(true), REFUSED);
  deepEqual(told, ["known false offered", "save true", "known false none", "relay false"]);
});

Deno.test("a choice whose answer is lost counts as a relay until the server says what holds", async () => {
  const { settings, server, told } = await fixture(ON);
  const found = Promise.withResolvers<PersonalSettings>();
  [server.saved, server.found] = [Promise.reject(LOST), found.promise];
  const choice = settings.chooseRelay(false);
  const over = rejects(choice, LOST);
  await server.saved.catch(() => {});
  deepEqual(told, ["known true offered", "save false", "relay true"]);
  found.resolve(OFF);
  await over;
  deepEqual(told.slice(3), ["known false offered", "relay false"]);
});

Deno.test("without any answer it stays a relay, and what was known is shown", async () => {
  const { settings, server, told } = await fixture();
  [server.saved, server.found] = [Promise.reject(LOST), Promise.reject(LOST)];
  await rejects(settings.chooseRelay(true), LOST);
  deepEqual(told, ["known false offered", "save true", "relay true"]);
});

Deno.test("what holds for everybody is a relay, whatever one has chosen", async () => {
  const { settings, server, told } = await fixture();
  server.saved = Promise.reject(REFUSED);
  server.found = Promise.resolve({ ...OFF, relay: "always" });
  await rejects(settings.chooseRelay(true), REFUSED);
  deepEqual(told.at(-1), "relay true");
});

Deno.test("an answer from before a choice does not take it back", async () => {
  const { settings, server, told } = await fixture();
  const found = Promise.withResolvers<PersonalSettings>();
  server.found = found.promise;
  const loaded = settings.load();
  server.saved = Promise.reject(LOST);
  const lost = rejects(settings.chooseRelay(false), LOST);
  await server.saved.catch(() => {});
  server.saved = Promise.resolve();
  await settings.chooseRelay(true);
  found.resolve(OFF);
  await Promise.all([loaded, lost]);
  deepEqual(told, [
    "known false offered",
    "save false",
    "relay true",
    "save true",
    "known true offered",
    "relay true",
  ]);
});

Deno.test("what disturbs is chosen by itself, and known as soon as the server has it", async () => {
  const { settings, told } = await fixture(ON);
  await settings.chooseDoNotDisturb({ until: 5 });
  deepEqual(settings.known, { ...ON, doNotDisturb: { until: 5 } });
  await settings.chooseDoNotDisturb(null);
  deepEqual(settings.known, ON);
  deepEqual(told.filter((line) => line.startsWith("save")), ["save quiet 5", "save quiet undefined"]);
});

Deno.test("a choice of what disturbs that is refused, or whose answer is lost, leads to what holds", async () => {
  for (const fault of [REFUSED, LOST]) {
    const { settings, server } = await fixture();
    server.saved = Promise.reject(fault);
    server.found = Promise.resolve({ ...OFF, doNotDisturb: { until: null } });
    await rejects(settings.chooseDoNotDisturb({ until: 5 }), fault);
    deepEqual(settings.known?.doNotDisturb, { until: null });
  }
});

Deno.test("two choices at the same time take nothing from each other", async () => {
  const { settings, server, told } = await fixture();
  const saved = Promise.withResolvers<undefined>();
  server.saved = saved.promise;
  const choices = [settings.chooseRelay(true), settings.chooseDoNotDisturb({ until: null })];
  saved.resolve(undefined);
  await Promise.all(choices);
  deepEqual(settings.known, { ...ON, doNotDisturb: { until: null } });
  deepEqual(told.filter((line) => line.startsWith("relay")), ["relay true"]);
});
