import { deepEqual, equal } from "node:assert/strict";
import { DuetApi } from "../src/api/duet-api.ts";
import { useAdministration } from "../src/composables/useAdministration.ts";
import { settle } from "./support/manual-clock.ts";
import { alice, bo } from "./support/messages.ts";

const accounts = (...names: string[]) => ({
  accounts: names.map((name) => ({ ...bo, name, role: "member", state: "enabled" })),
});
const REFUSED = { error: { code: "administrators_only", message: "No." } };
const FULL = { error: { code: "cannot_save", message: "The disk is full." } };

/** Somebody who looks at the administration of a server that answers when it is told to. */
function administration() {
  const open: { readonly what: string; readonly answer: (status: number, body: object | null) => void }[] =
    [];
  const api = new DuetApi((path, { method }) => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    const answer = (status: number, body: object | null) =>
      resolve(new Response(body === null ? null : JSON.stringify(body), { status }));
    if (path.endsWith("/invitations")) answer(200, { invitations: [] });
    else open.push({ what: `${method} ${path.replace("/api/admin/", "")}`, answer });
    return promise;
  });
  let refusals = 0;
  const here = useAdministration(api, () => refusals += 1);
  return {
    here,
    asked: () => open.map(({ what }) => what),
    async answer(place: number, status: number, body: object | null) {
      open[place]?.answer(status, body);
      await settle();
    },
    names: () => here.known.value?.accounts.map(({ name }) => name),
    refusals: () => refusals,
  };
}

Deno.test("what there is to manage is asked for at once, and again after a change, and stays meanwhile", async () => {
  const { here, asked, answer, names } = administration();
  equal(here.known.value, null);
  await answer(0, 200, accounts("Bo"));
  deepEqual(names(), ["Bo"]);
  const changed = here.change((server) => server.remove(alice.id));
  await answer(1, 204, null);
  deepEqual([asked()[1], asked()[2], names()], [`DELETE accounts/${alice.id}`, "GET accounts", ["Bo"]]);
  await answer(2, 200, accounts());
  deepEqual([await changed, names(), here.failure.value], [true, [], ""]);
});

Deno.test("one thing is changed at a time, until it is known what holds then", async () => {
  const { here, asked, answer } = administration();
  await answer(0, 200, accounts("Bo"));
  const first = here.change((server) => server.setState("bo", "disabled"));
  equal(here.isChanging.value, true);
  equal(await here.change((server) => server.remove("bo")), false);
  await answer(1, 204, null);
  equal(await here.change((server) => server.remove("bo")), false);
  await answer(2, 200, accounts("Bo"));
  deepEqual([await first, here.isChanging.value], [true, false]);
  deepEqual(asked(), ["GET accounts", "PUT accounts/bo/state", "GET accounts"]);
});

Deno.test("an answer from before a change is ignored, whenever it comes, and so is what went wrong with it", async () => {
  for (const [status, body] of [[200, accounts("Bo")], [500, FULL]] as const) {
    const { here, answer, names } = administration();
    const changed = here.change((server) => server.remove(bo.id));
    await answer(1, 204, null);
    await answer(0, status, body);
    equal(here.known.value, null);
    await answer(2, 200, accounts("Carl"));
    deepEqual([await changed, names(), here.failure.value], [true, ["Carl"], ""]);
  }
});

Deno.test("an answer that comes while something is changed may know nothing of it", async () => {
  const { here, answer } = administration();
  const changed = here.change((server) => server.remove(bo.id));
  await answer(0, 200, accounts("Bo"));
  equal(here.known.value, null);
  await answer(1, 204, null);
  await answer(2, 200, accounts());
  equal(await changed, true);
});

Deno.test("what is refused stays said while it is found out what holds", async () => {
  const { here, answer, names } = administration();
  await answer(0, 200, accounts("Bo"));
  const changed = here.change((server) => server.remove(bo.id));
  await answer(1, 507, FULL);
  await answer(2, 200, accounts("Bo", "Carl"));
  deepEqual([await changed, names(), here.failure.value], [false, ["Bo", "Carl"], "The disk is full."]);
});

Deno.test("whoever is an administrator no more sees nothing of it, and the page is told", async () => {
  const { here, answer, refusals } = administration();
  await answer(0, 200, accounts("Bo"));
  const changed = here.change((server) => server.setRole(alice.id, "member"));
  await answer(1, 204, null);
  await answer(2, 403, REFUSED);
  equal(await changed, true);
  deepEqual([here.known.value, refusals()], [null, 1]);
  equal(here.failure.value === "", false);

  const another = administration();
  await another.answer(0, 200, accounts("Bo"));
  const refused = another.here.change((server) => server.remove(bo.id));
  await another.answer(1, 403, REFUSED);
  await another.answer(2, 200, accounts("Bo"));
  deepEqual([await refused, another.here.known.value, another.refusals()], [false, null, 1]);
});
