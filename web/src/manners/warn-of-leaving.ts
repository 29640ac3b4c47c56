/** The part of a window that is used. */
export interface LeavingEvents {
  addEventListener(type: "beforeunload", listener: (event: Event) => void): void;
  removeEventListener(type: "beforeunload", listener: (event: Event) => void): void;
}

/**
 * Has the browser ask before the page is left, until the returned function is called (HTML, section 7.4.2.4). The words are
 * the browser's own, and it asks nothing of somebody who never touched the page. Not to be had for longer than it must: a
 * page that listens for this is kept out of some browsers' back-forward cache.
 */
export function warnOfLeaving(window: LeavingEvents): () => void {
  const warn = (event: Event) => event.preventDefault();
  window.addEventListener("beforeunload", warn);
  return () => window.removeEventListener("beforeunload", warn);
}
