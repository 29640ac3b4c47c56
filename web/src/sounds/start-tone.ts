import type { Locks } from "../call/device-identity.ts";
import type { PageAudioContext } from "./page-audio-context.ts";
import { soundTone, type ToneSound } from "./sound-tone.ts";
import type { ToneName } from "./tones.ts";

const RING_LOCK = "duet.ring";

export interface ToneParts {
  readonly audio: Pick<PageAudioContext, "context" | "use">;
  /** How a tone sounds here, and where; asked for when it begins. */
  readonly sound: (name: ToneName) => ToneSound;
  /** Absent where the page is not a secure context; then every tab rings. */
  readonly locks: Locks | undefined;
  /** Told whether it ought to ring now but the browser wants a gesture first. */
  readonly blocked: (blocked: boolean) => void;
}

/**
 * Sounds a tone until the returned function is called. Of all tabs of a browser only the one that holds the
 * lock rings, and only a tab that may sound asks for it: one that was never clicked must not silence the rest.
 */
export function startTone(name: ToneName, { audio, sound, locks, blocked }: ToneParts): () => void {
  // An ended call that could not be heard to end is no news later.
  const worthWaiting = name === "ring" || name === "ringback";
  if (audio.context === null && !worthWaiting) return () => {};
  let silence: () => void = () => {};
  const rest = audio.use({
    begins: (context) => {
      blocked(false);
      const play = () => soundTone(context, sound(name), () => rest());
      silence = name === "ring" ? holding(locks, play) : play();
    },
    heldBack: () => blocked(name === "ring"),
  });
  return () => {
    rest();
    blocked(false);
    silence();
  };
}

/** Runs `work` while this tab holds the lock, until the returned function is called. */
function holding(locks: Locks | undefined, work: () => () => void): () => void {
  if (locks === undefined) return work();
  const abort = new AbortController();
  let finish: () => void = () => abort.abort();
  // Where locks are there and forbidden, as with blocked cookies, every tab rings.
  const refused = () => {
    if (!abort.signal.aborted) finish = work();
  };
  const held = () => {
    // Given just when it was called off: the request could no longer be withdrawn.
    if (abort.signal.aborted) return Promise.resolve();
    return new Promise<void>((resolve) => {
      const undo = work();
      finish = () => {
        undo();
        resolve();
      };
    });
  };
  locks.request(RING_LOCK, { signal: abort.signal }, held).catch(refused);
  return () => finish();
}
