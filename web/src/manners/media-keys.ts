/** What the keys of a headset, of a keyboard and of the lock screen may do in a call. */
export type MediaKey = "togglemicrophone" | "hangup" | "play" | "pause";

/** The part of `navigator.mediaSession` that is used (Media Session, W3C). */
export interface MediaKeysSession {
  metadata: MediaMetadata | null;
  playbackState: MediaSessionPlaybackState;
  setActionHandler(action: MediaKey, handler: (() => void) | null): void;
  /** Not in every browser. */
  setMicrophoneActive?(active: boolean): Promise<void> | void;
}

/** What the keys do. */
export interface MediaKeyActions {
  readonly mute: (muted: boolean) => void;
  readonly hangUp: () => void;
}

/** The keys of a device, as long as a call has them. */
export interface MediaKeys {
  /** Shows with whom one talks, and whether one is heard. */
  show(peer: string, muted: boolean): void;
  /** Gives the keys back. */
  end(): void;
}

/**
 * Takes the keys for a call. A headset with one button says `pause` and `play`: without handlers the browser would stop the
 * other one's voice, here they mute one's own. A key that this browser does not know is left out.
 */
export function takeMediaKeys(
  session: MediaKeysSession,
  newMetadata: (title: string) => MediaMetadata,
  actions: MediaKeyActions,
): MediaKeys {
  let isMuted = false;
  const handlers = {
    togglemicrophone: () => actions.mute(!isMuted),
    hangup: actions.hangUp,
    pause: () => actions.mute(true),
    play: () => actions.mute(false),
  };
  const names = Object.keys(handlers) as MediaKey[];
  for (const name of names) handle(session, name, handlers[name]);
  return {
    show(peer, muted) {
      isMuted = muted;
      if (session.metadata?.title !== peer) session.metadata = newMetadata(peer);
      session.playbackState = muted ? "paused" : "playing";
      tellMicrophone(session, !muted);
    },
    end() {
      for (const name of names) handle(session, name, null);
      session.metadata = null;
      session.playbackState = "none";
    },
  };
}

/** An action that a browser does not know is a TypeError. */
function handle(session: MediaKeysSession, key: MediaKey, handler: (() => void) | null): void {
  try {
    session.setActionHandler(key, handler);
  } catch {
    // It has no such key.
  }
}

/** Firefox has no such method; what becomes of it elsewhere matters to the system's own display alone. */
function tellMicrophone(session: MediaKeysSession, isActive: boolean): void {
  void session.setMicrophoneActive?.(isActive)?.catch(() => {});
}
