/** What tells that a page is frozen and runs again: the part of a document or a window that is used. */
export interface PageEvents {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/**
 * Calls `stops` before this page ceases to run, and `goesOn` when it runs again: it is frozen in the background (Page
 * Lifecycle, WICG), or kept for the back button (HTML section 7.4.6). The browser would answer for it meanwhile, and
 * the server believe that somebody is there. Returns the end of it.
 */
export function watchPageLife(
  page: PageEvents,
  window: PageEvents,
  stops: () => void,
  goesOn: () => void,
): () => void {
  const watched = [
    [page, "freeze", stops],
    [page, "resume", goesOn],
    [window, "pagehide", stops],
    [window, "pageshow", goesOn],
  ] as const;
  for (const [source, type, listener] of watched) source.addEventListener(type, listener);
  return () => {
    for (const [source, type, listener] of watched) source.removeEventListener(type, listener);
  };
}
