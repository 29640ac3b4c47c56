/** What the list asks of the server. */
export interface BlockListServer {
  /** The ids of those whom one has blocked. */
  readonly blocked: () => Promise<readonly string[]>;
  readonly setBlocked: (id: string, isBlocked: boolean) => Promise<void>;
}

/** Whom one has blocked, as far as this page knows. */
export class BlockList {
  #ids: ReadonlySet<string> = new Set();
  /** Grows with every change that is made here. */
  #changes = 0;

  constructor(private readonly server: BlockListServer, private readonly changed: () => void) {}

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  /** Gets the list as it is. When that fails, what was known stays. */
  async load(): Promise<void> {
    const changes = this.#changes;
    const ids = await this.server.blocked().catch(() => null);
    // An answer from before a change knows nothing of it.
    if (ids === null || changes !== this.#changes) return;
    this.#ids = new Set(ids);
    this.changed();
  }

  /** Throws what the server throws; then nothing has changed here. */
  async set(id: string, isBlocked: boolean): Promise<void> {
    await this.server.setBlocked(id, isBlocked);
    this.#changes += 1;
    const ids = new Set(this.#ids);
    if (isBlocked) ids.add(id);
    else ids.delete(id);
    this.#ids = ids;
    this.changed();
  }
}
