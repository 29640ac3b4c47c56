import { deepEqual } from "node:assert/strict";
import { DuetApi } from "../src/api/duet-api.ts";
import { TabNews } from "../src/api/tab-news.ts";
import { lostOf, useSession } from "../src/composables/useSession.ts";
import { alice, bo } from "./support/messages.ts";

Deno.test("a tab whose session is lost comes back when the same person signs in in another one, and nobody else", () => {
  const tabs = new TabNews(undefined);
  const session = useSession(new DuetApi(() => Promise.reject(new Error("not asked for"))), tabs);
  session.begin(alice);
  session.lose("signed-out");
  tabs.onSignIn(bo.id);
  deepEqual(lostOf(session.state.value), "other-user");
  tabs.onSignIn(alice.id);
  deepEqual(session.state.value, { kind: "signed-in", user: alice, lost: null });
});
