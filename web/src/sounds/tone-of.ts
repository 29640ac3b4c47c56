import type { CallView, Ending } from "../call/call-model.ts";
import type { ToneName } from "./tones.ts";

/** The tone that a state asks for. Whom no call may disturb here hears none of one that they have not answered. */
export function toneOf(view: CallView, mayDisturb = true): ToneName | null {
  switch (view.state) {
    case "ringing":
      return mayDisturb ? "ring" : null;
    case "calling":
    case "redialing":
      return view.peerSignaling ? "ringback" : null; // nothing rings anywhere
    case "idle":
      if (view.ending === null || (!mayDisturb && isUnanswered(view.ending))) return null;
      return endingTone(view.ending);
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

/** The tone of what happens one after the other. */
export class ToneChoice {
  #silenced: Ending | null = null;

  /** As {@link toneOf}; a call that ended while it was to disturb nobody is not heard of when calls may disturb again. */
  of(view: CallView, mayDisturb: boolean): ToneName | null {
    const ending = view.state === "idle" ? view.ending : null;
    if (!mayDisturb) this.#silenced = ending;
    return toneOf(view, mayDisturb && (ending === null || ending !== this.#silenced));
  }
}

/** Did it only ring here? */
function isUnanswered({ role, talked, reason }: Ending): boolean {
  // Who has no sound, or no microphone, has pressed a button before.
  return role === "callee" && talked === null && reason !== "connect_failed" &&
    reason !== "microphone_unavailable";
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
