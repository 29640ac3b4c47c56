import type { Locks } from "../../src/call/device-identity.ts";

interface Request {
  readonly grant: () => void;
}

/** Locks as a browser keeps them for all tabs: one holder each, until its promise settles or its tab goes. */
export class FakeLocks implements Locks {
  readonly #holders = new Set<string>();
  readonly #waiting = new Map<string, Request[]>();

  get held(): string[] {
    return [...this.#holders];
  }

  request(name: string, { signal }: { signal: AbortSignal }, holding: () => Promise<void>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const request: Request = {
        grant: () => {
          this.#holders.add(name);
          resolve(
            holding().finally(() => {
              this.#holders.delete(name);
              this.#grantNext(name);
            }),
          );
        },
      };
      signal.addEventListener("abort", () => {
        this.#waiting.set(name, this.#queue(name).filter((other) => other !== request));
        reject(signal.reason);
      });
      this.#waiting.set(name, [...this.#queue(name), request]);
      queueMicrotask(() => this.#grantNext(name)); // never at once
    });
  }

  #queue(name: string): readonly Request[] {
    return this.#waiting.get(name) ?? [];
  }

  #grantNext(name: string): void {
    const [next, ...others] = this.#queue(name);
    if (next === undefined || this.#holders.has(name)) return;
    this.#waiting.set(name, others);
    next.grant();
  }
}
