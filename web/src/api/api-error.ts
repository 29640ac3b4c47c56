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

/** No answer, or one that was not the server's (a proxy's error page, say). */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}
