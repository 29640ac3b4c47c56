/** The address of a path of Duet's such as `/api/session`, where Duet lives at `base`, which ends in a slash. */
export function serverUrl(base: URL, path: string): URL {
  return new URL(`.${path}`, base);
}
