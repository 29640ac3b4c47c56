import { lostSession, whyNoAnswer } from "../api/api-error.ts";
import type { Person } from "../contract.ts";
import type { SessionAnswer } from "./socket-events.ts";

/** Is somebody signed in, and the right one? Never fails. */
export async function checkSession(session: () => Promise<Person | null>): Promise<SessionAnswer> {
  try {
    return (await session()) === null ? "signed-out" : "signed-in";
  } catch (error) {
    return lostSession(error) ?? whyNoAnswer(error);
  }
}
