import { deepEqual } from "node:assert/strict";
import { effectScope, shallowRef } from "vue";
import { usePush } from "../src/composables/usePush.ts";
import type { SessionState } from "../src/composables/useSession.ts";
import { settle } from "./support/manual-clock.ts";
import { alice } from "./support/messages.ts";
import { PushWorld } from "./support/push-world.ts";

const signedIn: SessionState = { kind: "signed-in", user: { ...alice, role: "member" }, lost: null };

async function subscribed() {
  const world = new PushWorld();
  const state = shallowRef<SessionState>(signedIn);
  const scope = effectScope();
  scope.run(() =>
    usePush({ runner: world.parts(), isWanted: () => true, isConnected: () => true, session: { state } })
  );
  await settle();
  const becomes = async (next: SessionState) => {
    world.done.length = 0;
    state.value = next;
    await settle();
  };
  return { world, scope, becomes };
}

Deno.test("whoever signs in again after a lost session is subscribed in the new one as well", async () => {
  const { world, becomes } = await subscribed();
  await becomes({ ...signedIn, lost: "signed-out" });
  deepEqual(world.done, []);
  await becomes(signedIn);
  deepEqual(world.done, ["save https://push.example/1 p a"]);
});

Deno.test("a subscription that another tab has given back meanwhile is made anew", async () => {
  const { world, becomes } = await subscribed();
  await becomes({ ...signedIn, lost: "signed-out" });
  await world.held?.unsubscribe();
  await becomes(signedIn);
  deepEqual(world.done, ["subscribe https://push.example/2", "save https://push.example/2 p a"]);
});

Deno.test("it is given back with the page of a person who is signed out, and else kept", async () => {
  for (const [last, held] of [[{ kind: "signed-out", why: "expired" }, false], [signedIn, true]] as const) {
    const { world, scope, becomes } = await subscribed();
    await becomes(last);
    scope.stop();
    await settle();
    deepEqual(world.held !== null, held);
  }
});
