import type { MicrophoneObstacle } from "./obstacles.ts";

/**
 * Why there is no microphone, named after the errors of getUserMedia (W3C Media Capture and Streams):
 * not allowed by the person or the system, none there, in use or broken; or the page gets none at all.
 */
export type MicrophoneProblem = "not-allowed" | "not-found" | "not-readable" | "unknown" | MicrophoneObstacle;

export class MicrophoneFailure extends Error {
  override readonly name = "MicrophoneFailure";

  constructor(readonly problem: MicrophoneProblem, cause?: unknown) {
    super(`microphone: ${problem}`, { cause });
  }
}

/** What is wrong with the microphone when something with it has failed. */
export function problemOf(error: unknown): MicrophoneProblem {
  return error instanceof MicrophoneFailure ? error.problem : "unknown";
}

/** What an error of getUserMedia means. */
export function failureFrom(error: unknown): MicrophoneFailure {
  return error instanceof MicrophoneFailure ? error : new MicrophoneFailure(problemNamed(error), error);
}

function problemNamed(error: unknown): MicrophoneProblem {
  if (!(error instanceof Error)) return "unknown";
  switch (error.name) {
    case "NotAllowedError":
      return "not-allowed";
    case "NotFoundError":
    case "OverconstrainedError":
      return "not-found";
    case "NotReadableError":
    case "AbortError":
      return "not-readable";
    case "SecurityError":
      return "insecure";
    default:
      return "unknown";
  }
}
