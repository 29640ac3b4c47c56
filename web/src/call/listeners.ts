/** Those who want to hear of something. The fault of one is reported, and is nothing to the others. */
export class Listeners<Value> {
  readonly #all = new Set<(value: Value) => void>();

  constructor(private readonly report: (fault: unknown) => void) {}

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** Returns the end of it. */
  add(listener: (value: Value) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(value: Value): void {
    for (const listener of this.#all) {
      try {
        listener(value);
      } catch (fault) {
        this.report(fault);
      }
    }
  }

  clear(): void {
    this.#all.clear();
  }
}
