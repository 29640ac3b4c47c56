import type { Clock } from "./clock.ts";

/** What `work` comes to, or `late` once that has taken so many milliseconds. */
export async function inTime<T>(work: Promise<T>, late: T, milliseconds: number, clock: Clock): Promise<T> {
  const { promise: end, resolve } = Promise.withResolvers<T>();
  const cancel = clock.after(milliseconds, () => resolve(late));
  try {
    return await Promise.race([work, end]);
  } finally {
    cancel();
  }
}
