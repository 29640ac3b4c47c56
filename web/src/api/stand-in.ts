/** With these a network or a company asks for its own sign-in; Duet says them only in words of its own. */
const SIGN_IN_STATUSES: readonly number[] = [401, 403, 511];

/**
 * Is this the answer of something that stands in the server's place? Duet sends nobody elsewhere and answers with no
 * page below `/api`. The page of a proxy that cannot reach the server is none: it says so by its status.
 */
export function isOfStandIn({ type, status, headers }: Response): boolean {
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) return true;
  const isPage = /html/i.test(headers.get("Content-Type") ?? "");
  return isPage && (status < 300 || asksForSignIn(status));
}

/** Would an answer of this status be a stand-in's if it is not in Duet's words? */
export function asksForSignIn(status: number): boolean {
  return SIGN_IN_STATUSES.includes(status);
}
