/**
 * The page's one audio context. Browsers let it sound only after a gesture, so it is made by the first one. A
 * telephone call or a system that saves power may silence it later; then the next gesture wakes it. While it
 * is silent `context` is null, and everything that wants to sound waits with `whenUnlocked`.
 */
export class PageAudioContext {
  #context: AudioContext | null = null;
  readonly #waiting = new Set<() => void>();

  /** `gestures` is where the page's gestures arrive. */
  constructor(private readonly gestures: EventTarget, private readonly create: () => AudioContext) {
    for (const name of GESTURES) gestures.addEventListener(name, this.#gesture, { capture: true });
  }

  /** The context once sound is allowed, otherwise null. */
  get context(): AudioContext | null {
    return this.#context?.state === "running" ? this.#context : null;
  }

  /** Runs `work` as soon as sound is allowed, perhaps at once; the returned function calls it off. */
  whenUnlocked(work: () => void): () => void {
    if (this.context !== null) {
      work();
      return () => {};
    }
    this.#waiting.add(work);
    return () => this.#waiting.delete(work);
  }

  /** Runs `work` within each gesture, where browsers allow what they else refuse; the returned function calls it off. */
  onGesture(work: () => void): () => void {
    for (const name of GESTURES) this.gestures.addEventListener(name, work, { capture: true });
    return () => {
      for (const name of GESTURES) this.gestures.removeEventListener(name, work, { capture: true });
    };
  }

  readonly #gesture = (): void => {
    const context = this.#context ??= this.#made();
    if (context.state === "running") return this.#unlocked();
    context.resume().then(() => this.#unlocked(), () => {}); // refused: the next gesture tries again
  };

  #made(): AudioContext {
    const context = this.create();
    context.onstatechange = () => this.#unlocked(); // the system may give it back without a gesture
    return context;
  }

  #unlocked(): void {
    if (this.context === null) return;
    for (const work of [...this.#waiting]) {
      this.#waiting.delete(work);
      work();
    }
  }
}

const GESTURES = ["pointerdown", "pointerup", "keydown"] as const;
