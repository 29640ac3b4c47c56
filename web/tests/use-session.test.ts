import { deepEqual, rejects } from "node:assert/strict";
import { DuetApi } from "../src/api/duet-api.ts";
import { TabNews } from "../src/api/tab-news.ts";
import { lostOf, useSession } from "../src/composables/useSession.ts";
import { alice, bo } from "./support/messages.ts";

const me = { ...alice, role: "administrator" } as const;

Deno.test("a tab whose session is lost comes back when the same person signs in in another one, and nobody else", () => {
  const tabs = new TabNews(undefined);
  const session = useSession(new DuetApi(() => Promise.reject(new Error("not asked for"))), tabs);
  session.begin(me);
  session.lose("signed-out");
  tabs.onSignIn(bo.id);
  deepEqual(lostOf(session.state.value), "other-user");
  tabs.onSignIn(alice.id);
  deepEqual(session.state.value, { kind: "signed-in", user: me, lost: null });
});

/** A page of somebody who is signed in, and a server that answers all with this. */
function signedIn(status: number, body: object | null) {
  const answer = () => new Response(body === null ? null : JSON.stringify(body), { status });
  const session = useSession(new DuetApi(() => Promise.resolve(answer())), new TabNews(undefined));
  session.begin(me);
  return session;
}

Deno.test("a new name leaves one's role as it is, and a role that is told with it counts", () => {
  const session = signedIn(204, null);
  session.renamed({ ...alice, name: "Alicia" });
  deepEqual(session.state.value, { kind: "signed-in", user: { ...me, name: "Alicia" }, lost: null });
  const demoted = { ...alice, role: "member" } as const;
  session.renamed(demoted);
  deepEqual(session.state.value, { kind: "signed-in", user: demoted, lost: null });
  session.renamed(bo);
  deepEqual(session.state.value, { kind: "signed-in", user: demoted, lost: null });
});

Deno.test("whoever has deleted their account reads so, also when the socket was closed before the answer came", async () => {
  const session = signedIn(204, null);
  const deleted = session.deleteAccount("secret");
  session.lose("signed-out");
  session.leave("signed-out");
  deepEqual(session.state.value, { kind: "signed-out", why: "expired" });
  await deleted;
  deepEqual(session.state.value, { kind: "signed-out", why: "deleted" });
});

Deno.test("an account that could not be deleted is still there", async () => {
  const refusal = { error: { code: "last_administrator", message: "Make somebody else one first." } };
  const session = signedIn(409, refusal);
  await rejects(session.deleteAccount("secret"), { code: "last_administrator" });
  deepEqual(session.state.value, { kind: "signed-in", user: me, lost: null });
});
