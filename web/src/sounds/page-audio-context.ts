import type { Clock } from "../call/clock.ts";

/** What somebody needs a running context for. */
export interface AudioUse {
  /** Told once, as soon as it runs; perhaps at once. */
  readonly begins?: (context: AudioContext) => void;
  /** Told when the browser wants a gesture before; it may begin later all the same. */
  readonly heldBack?: () => void;
}

/** What follows upon a sound at once, such as the tone after a call, finds it running. Milliseconds. */
const REST_AFTER = 2_000;
/** One that may run does so within some hundredths of a second. Milliseconds. */
const WAKES_WITHIN = 500;

/**
 * The page's one audio context:
 *
 *     none    ── the first gesture ───────────────────▶ running
 *     running ── nobody has used it for REST_AFTER ───▶ resting
 *     resting ── used ────────────────────────────────▶ running
 *     running ── the system takes it away ────────────▶ away ── a gesture while it is used, or the system ──▶ running
 *
 * Browsers let it sound only after a gesture, so it is made by the first one, and tried again by each until it ran. One that runs
 * keeps the machine and its loudspeaker awake, also without a sound, so it does only while it is used.
 */
export class PageAudioContext {
  #context: AudioContext | null = null;
  /** Has it run? From then on it may be woken without a gesture. */
  #isUnlocked = false;
  readonly #users = new Set<AudioUse>();
  /** Those for whom it has not begun. */
  readonly #waiting = new Set<AudioUse>();
  #cancelRest: (() => void) | null = null;

  /** `gestures` is where the page's gestures arrive. */
  constructor(
    private readonly gestures: EventTarget,
    private readonly create: () => AudioContext,
    private readonly clock: Pick<Clock, "after">,
  ) {
    this.onGesture(() => this.#gesture());
  }

  /** The context while it runs, otherwise null. */
  get context(): AudioContext | null {
    return this.#context?.state === "running" ? this.#context : null;
  }

  /** Has it run, as far as it may, until the returned function is called. */
  use(wanted: AudioUse = {}): () => void {
    const user = { ...wanted }; // the same may be wanted twice
    this.#users.add(user);
    this.#waiting.add(user);
    this.#stayAwake();
    const heldBack = () => {
      if (this.#waiting.has(user)) user.heldBack?.();
    };
    let stopWaiting = () => {};
    if (this.#context === null) heldBack();
    else {
      this.#wake(this.#context);
      stopWaiting = this.clock.after(WAKES_WITHIN, heldBack);
    }
    return () => {
      stopWaiting();
      this.#waiting.delete(user);
      if (this.#users.delete(user)) this.#restIfUnused();
    };
  }

  /** Runs `work` within each gesture, where browsers allow what they else refuse; the returned function calls it off. */
  onGesture(work: () => void): () => void {
    for (const name of GESTURES) this.gestures.addEventListener(name, work, { capture: true });
    return () => {
      for (const name of GESTURES) this.gestures.removeEventListener(name, work, { capture: true });
    };
  }

  #gesture(): void {
    const context = this.#context ??= this.#made();
    if (this.#users.size > 0 || !this.#isUnlocked) this.#wake(context);
  }

  #made(): AudioContext {
    const context = this.create();
    context.onstatechange = () => this.#noteRunning(); // the system may give it back without a gesture
    return context;
  }

  /** Also of one that seems to run: it may be on its way to rest. Refused, the next gesture tries again. */
  #wake(context: AudioContext): void {
    this.#noteRunning();
    context.resume().then(() => this.#noteRunning(), () => {});
  }

  #noteRunning(): void {
    const { context } = this;
    if (context === null) return;
    this.#isUnlocked = true;
    for (const user of [...this.#waiting]) {
      this.#waiting.delete(user);
      user.begins?.(context);
    }
    this.#restIfUnused();
  }

  #restIfUnused(): void {
    if (this.#users.size > 0 || this.context === null) return;
    this.#cancelRest ??= this.clock.after(REST_AFTER, () => {
      this.#cancelRest = null;
      this.#context?.suspend().catch(() => {}); // the system was quicker
    });
  }

  #stayAwake(): void {
    this.#cancelRest?.();
    this.#cancelRest = null;
  }
}

const GESTURES = ["pointerdown", "pointerup", "keydown"] as const;
