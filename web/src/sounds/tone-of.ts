import type { CallView, Ending } from "../call/call-model.ts";
import type { ToneName } from "./tones.ts";

/** The tone that a state asks for. */
export function toneOf(view: CallView): ToneName | null {
  switch (view.state) {
    case "ringing":
      return "ring";
    case "calling":
    case "redialing":
      return view.peerSignaling ? "ringback" : null; // nothing rings anywhere
    case "idle":
      return view.ending === null ? null : endingTone(view.ending);
    case "dialing":
    case "answering":
    case "accepting":
    case "resuming":
    case "continuing":
    case "claiming":
    case "connecting":
    case "connected":
    case "interrupted":
    case "reconnecting":
      return null;
  }
}

function endingTone({ reason, by }: Ending): ToneName | null {
  if (reason === "busy" || (reason === "declined" && by === "peer")) return "busy";
  // On the other device somebody has just pressed a button, and perhaps talks already.
  if (
    reason === "answered_elsewhere" || reason === "declined_elsewhere" || reason === "continued_elsewhere"
  ) {
    return null;
  }
  // Whoever presses a button needs no sound to know that the call is over.
  return by === "me" ? null : "ended";
}
