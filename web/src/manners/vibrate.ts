import type { Clock } from "../call/clock.ts";

/** Twice for half a second, as a telephone does, and a pause; in milliseconds (Vibration API, W3C). */
const PATTERN = [500, 250, 500];
/** How often, in milliseconds. */
const CYCLE = 3_000;

/** `navigator.vibrate`: false where it may not, as in a page that was never touched. */
export type Vibrate = (pattern: number | number[]) => boolean;

/** Vibrates until the returned function is called, where there is something that can. */
export function vibrate(device: Vibrate | undefined, clock: Clock): () => void {
  if (device === undefined) return () => {};
  let cancel = () => {};
  const turn = () => {
    device(PATTERN);
    cancel = clock.after(CYCLE, turn);
  };
  turn();
  return () => {
    cancel();
    device(0);
  };
}
