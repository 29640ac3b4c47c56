import type { DuetApi } from "../api/duet-api.ts";
import type { PushManagerLike } from "./browser.ts";
import { bytesOf, targetOf } from "./push-keys.ts";

/** The browser has dropped a subscription of its own accord: another one is made, and the server told. */
export async function renewSubscription(
  { pushManager }: { readonly pushManager?: Pick<PushManagerLike, "subscribe"> },
  api: Pick<DuetApi, "pushKey" | "savePushSubscription">,
  warn: (message: string, detail: string) => void,
): Promise<void> {
  try {
    const key = await api.pushKey();
    if (key === null || pushManager === undefined) return;
    const options = { userVisibleOnly: true, applicationServerKey: bytesOf(key) };
    await api.savePushSubscription(targetOf(await pushManager.subscribe(options)));
  } catch (error) {
    // The next page that is opened makes one, if somebody is signed in and wants it.
    warn("The push subscription could not be renewed.", String(error));
  }
}
