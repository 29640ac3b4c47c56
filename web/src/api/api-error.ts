/** The server's refusal: a stable code, a sentence for a human, and the form field it belongs to, if any. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field: string | null,
  ) {
    super(message);
  }
}

/**
 * Something on the way has answered in the server's place: the sign-in of a network or of a company. Only loading the
 * page leads there.
 */
export class Intercepted extends Error {
  override readonly name = "Intercepted";
}

/** No answer, or one that was not the server's (a proxy's error page, say). */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** Why something that was asked of the server has come to nothing, where it is no matter what the server says. */
export function whyNoAnswer(error: unknown): "intercepted" | "unreachable" {
  return error instanceof Intercepted ? "intercepted" : "unreachable";
}

/** What has become of the session that a page began with: it is over, or the browser is somebody else's by now. */
export type LostSession = "signed-out" | "other-user";

/** Does the server refuse something because of who is signed in? */
export function lostSession(error: unknown): LostSession | null {
  if (!(error instanceof ApiError)) return null;
  switch (error.code) {
    case "sign_in_required":
      return "signed-out";
    case "other_user":
      return "other-user";
    default:
      return null;
  }
}
