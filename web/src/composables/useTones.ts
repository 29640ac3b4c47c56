import { onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { CallView } from "../call/call-model.ts";
import type { SoundRoom } from "../sounds/sound-room.ts";
import { TonePlayer } from "../sounds/tone-player.ts";
import type { ToneName } from "../sounds/tones.ts";

const RING_LOCK = "duet.ring";

/**
 * Sounds what the state asks for. Of all tabs of this browser only the one that holds the lock rings; the
 * others show it. `blocked` is true while it ought to sound but the browser wants a gesture first.
 */
export function useTones(view: ReadonlyRef<CallView>, room: SoundRoom): { blocked: ReadonlyRef<boolean> } {
  const blocked = shallowRef(false);
  let stop: () => void = () => {};

  const start = (name: ToneName | null) => {
    stop();
    stop = () => {};
    if (name === null) return;
    stop = name === "ring" ? holding(RING_LOCK, () => sound(name)) : sound(name);
  };

  const sound = (name: ToneName): () => void => {
    let player: TonePlayer | null = null;
    // An ended call that could not be heard to end is no news later.
    const worthWaiting = name === "ring" || name === "ringback";
    if (room.context === null && !worthWaiting) return () => {};
    blocked.value = room.context === null && name === "ring";
    const callOff = room.whenUnlocked(() => {
      blocked.value = false;
      if (room.context === null) return;
      player = new TonePlayer(room.context);
      player.play(name);
    });
    return () => {
      callOff();
      blocked.value = false;
      player?.stop();
    };
  };

  watch(() => toneOf(view.value), start, { immediate: true });
  onScopeDispose(() => start(null));
  return { blocked };
}

function toneOf(view: CallView): ToneName | null {
  switch (view.state) {
    case "ringing":
      return "ring";
    case "calling":
    case "redialing":
      return "ringback";
    case "idle":
      return view.ending === null ? null : endingTone(view.ending);
    case "dialing":
    case "answering":
    case "accepting":
    case "resuming":
    case "connecting":
    case "connected":
    case "reconnecting":
      return null;
  }
}

function endingTone({ reason, by }: { reason: string | null; by: string | null }): ToneName | null {
  if (reason === "busy" || (reason === "declined" && by === "peer")) return "busy";
  // Whoever presses a button needs no sound to know that the call is over.
  return by === "me" ? null : "ended";
}

/** Runs `work` while this tab holds the lock; at once where there are no locks. */
function holding(name: string, work: () => () => void): () => void {
  if (!isSecureContext) return work();
  const abort = new AbortController();
  let finish: () => void = () => abort.abort();
  const held = () =>
    new Promise<void>((resolve) => {
      const undo = work();
      finish = () => {
        undo();
        resolve();
      };
    });
  navigator.locks.request(name, { signal: abort.signal }, held).catch(() => {}); // called off while waiting
  return () => finish();
}
