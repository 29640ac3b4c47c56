/** What tells of the network: a window, and where browsers have it, `navigator.connection`. */
export interface NetworkEvents {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/** Network Information (WICG): `type` is known on phones; elsewhere "change" only tells of speed estimates. */
export interface ConnectionInformation extends NetworkEvents {
  readonly type?: string;
}

/**
 * Calls `changed` when this machine has a network again, or has another kind of network than before.
 * Returns the end of it.
 */
export function watchNetwork(
  events: NetworkEvents,
  connection: ConnectionInformation | undefined,
  changed: () => void,
): () => void {
  let type = connection?.type;
  const typeChanged = () => {
    if (connection?.type === type) return;
    type = connection?.type;
    if (type !== "none") changed();
  };
  events.addEventListener("online", changed);
  connection?.addEventListener("change", typeChanged);
  return () => {
    events.removeEventListener("online", changed);
    connection?.removeEventListener("change", typeChanged);
  };
}
