import type { MicrophoneState } from "../call/microphone-state.ts";
import type { Text } from "./text.ts";
import { type BrowserFamily, type Message, problemWords } from "./words.ts";

export interface MicrophoneNews extends Message {
  readonly tone: "trouble" | "calm";
  /** Is it worth a try that nothing but the person can set off? */
  readonly mayRetry: boolean;
}

/** What there is to tell about the microphone in a call with somebody of this name; null if all is well. */
export function microphoneWords(
  state: MicrophoneState,
  name: string,
  browser: BrowserFamily,
  text: Text,
): MicrophoneNews | null {
  switch (state.kind) {
    case "closed":
    case "fine":
      return null;
    case "switched":
      return { ...text.microphoneNews.switched(state.name), tone: "calm", mayRetry: false };
    case "kept":
      return { ...problemWords(state.problem, browser, text), tone: "trouble", mayRetry: false };
    case "silenced":
      return { ...text.microphoneNews.silenced(name), tone: "trouble", mayRetry: false };
    case "missing": // one that is plugged in is taken by itself; nothing tells that a permission was given
      return state.problem === "not-found"
        ? { ...text.microphoneNews.missing(name), tone: "trouble", mayRetry: false }
        : { ...problemWords(state.problem, browser, text), tone: "trouble", mayRetry: true };
  }
}
