/** Until the server has sent its own: milliseconds before the first, second, … attempt. */
export const DEFAULT_RECONNECT_DELAYS: readonly number[] = [0, 300, 1_200, 2_700, 4_800, 7_000];

/** How far a delay may stray to either side, so that a restarted server is not met by everybody at once. */
const JITTER = 0.5;

/**
 * The delay in milliseconds before reconnect attempt number `attempt` (from 0); the last delay repeats.
 * `random` gives a number in [0, 1).
 */
export function reconnectDelay(attempt: number, delays: readonly number[], random: () => number): number {
  const base = delays[Math.min(attempt, delays.length - 1)] ?? 0;
  return Math.round(base * (1 - JITTER + 2 * JITTER * random()));
}
