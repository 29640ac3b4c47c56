import type { PushTarget } from "../api/types.ts";
import { type Decoder, object, text } from "../decoding/decoder.ts";
import type { SubscriptionLike } from "./browser.ts";

/** The bytes that base64url stands for (RFC 4648 section 5). Throws for what is none. */
export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Was this subscription made for this key? One that does not say was not: it is made anew. */
export function isMadeFor({ options }: SubscriptionLike, key: string): boolean {
  const { applicationServerKey } = options;
  if (applicationServerKey === null) return false;
  const [its, wanted] = [new Uint8Array(applicationServerKey), bytesOf(key)];
  return its.length === wanted.length && its.every((byte, index) => byte === wanted[index]);
}

/** What the server needs of a subscription. Throws `Malformed` where the browser gives no keys. */
export function targetOf(subscription: SubscriptionLike): PushTarget {
  return pushTarget(subscription.toJSON(), "subscription");
}

const pushTarget: Decoder<PushTarget> = object<PushTarget>({
  endpoint: text,
  keys: object({ p256dh: text, auth: text }),
});
