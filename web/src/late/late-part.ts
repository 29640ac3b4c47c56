import type { Clock } from "../call/clock.ts";

/** A part of the page that is not there from the start. */
export type LatePart<T> =
  | { readonly kind: "away" | "loading" | "failed" }
  | { readonly kind: "here"; readonly part: T };

export interface LatePartParts<T> {
  /** Rejects when it cannot be had. */
  readonly load: () => Promise<T>;
  readonly clock: Clock;
  readonly changed: (state: LatePart<T>) => void;
  /** For whoever looks for a fault. */
  readonly warn: (message: string, detail: string) => void;
}

/** By then a page has drawn what is seen at first, and a call of before a reload goes on. Milliseconds. */
const QUIET_AFTER = 2_000;

/** Loads a part when the page is quiet, so that it is there when the server is not; or at once when it is wanted. */
export class LatePartLoader<T> {
  #state: LatePart<T> = { kind: "away" };
  readonly #cancelQuiet: () => void;

  constructor(private readonly parts: LatePartParts<T>) {
    this.#cancelQuiet = parts.clock.after(QUIET_AFTER, () => this.load());
  }

  /** Does nothing while it is being loaded, or when it is there. After a failure it is tried again. */
  load(): void {
    if (this.#state.kind === "loading" || this.#state.kind === "here") return;
    this.#cancelQuiet(); // what is told of a failure stays until somebody does something
    this.#become({ kind: "loading" });
    this.parts.load().then(
      (part) => this.#become({ kind: "here", part }),
      (error) => {
        this.parts.warn("A part of the page could not be loaded.", String(error));
        this.#become({ kind: "failed" });
      },
    );
  }

  /** The server answers again, which it may not have done before. */
  tryAgain(): void {
    if (this.#state.kind === "failed") this.load();
  }

  dispose(): void {
    this.#cancelQuiet();
  }

  #become(state: LatePart<T>): void {
    this.#state = state;
    this.parts.changed(state);
  }
}
