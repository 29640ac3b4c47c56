import { checkSession } from "../call/check-session.ts";
import type { Person } from "../contract.ts";
import { type ServerVerdict, SLOW_ROUND_TRIP } from "./report.ts";

export interface ServerCheckParts {
  /** Over the connection by which calls are signalled; null while there is none, or nothing comes back over it. */
  readonly roundTrip: () => Promise<number | null>;
  /** Who is signed in, by HTTP. Throws `ApiError`, `Unreachable` or `Intercepted`. */
  readonly session: () => Promise<Person | null>;
}

/** The shortest of so many round trips counts. */
const ROUND_TRIPS = 3;

/** Does the server answer, and how fast? */
export async function checkServer({ roundTrip, session }: ServerCheckParts): Promise<ServerVerdict> {
  const trips: number[] = [];
  while (trips.length < ROUND_TRIPS) {
    const trip = await roundTrip();
    if (trip === null) return await whyNotLive(session);
    trips.push(trip);
  }
  const shortest = Math.min(...trips);
  return shortest < SLOW_ROUND_TRIP
    ? { kind: "fine", roundTrip: shortest }
    : { kind: "weak", reason: "slow", roundTrip: shortest };
}

async function whyNotLive(session: ServerCheckParts["session"]): Promise<ServerVerdict> {
  const answer = await checkSession(session);
  return { kind: "failed", reason: answer === "signed-in" ? "not-live" : answer };
}
