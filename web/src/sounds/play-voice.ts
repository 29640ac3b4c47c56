import type { PageAudioContext } from "./page-audio-context.ts";

export interface VoiceParts {
  readonly element: Pick<HTMLMediaElement, "play" | "srcObject">;
  readonly audio: Pick<PageAudioContext, "onGesture">;
  /** Told whether the browser wants a gesture before it lets the voice sound. */
  readonly blocked: (blocked: boolean) => void;
}

/**
 * Lets a voice sound until the returned function is called. In a page that nobody has touched yet, after a reload or when a
 * notification has opened it, a browser may refuse that; then each gesture tries it again.
 */
export function playVoice(voice: MediaStream, { element, audio, blocked }: VoiceParts): () => void {
  let isOver = false;
  let callOff = () => {};
  const sounds = () => {
    callOff();
    if (!isOver) blocked(false);
  };
  const refused = (error: unknown) => {
    // Anything else tells that another voice has taken the place of this one.
    if (isOver || !(error instanceof DOMException) || error.name !== "NotAllowedError") return;
    blocked(true);
    callOff();
    callOff = audio.onGesture(play);
  };
  const play = () => void element.play().then(sounds, refused);
  element.srcObject = voice;
  play();
  return () => {
    isOver = true;
    callOff();
    blocked(false);
    element.srcObject = null;
  };
}
