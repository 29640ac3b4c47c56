import type { Clock } from "../call/clock.ts";
import { inTime } from "../call/in-time.ts";
import { ENGLISH, type Language } from "./languages.ts";
import { speak, type Text } from "./text.ts";

/** Longer nobody looks at an empty page. Milliseconds. */
const WITHIN = 4_000;

/**
 * Has the page speak a language, from the first word on. Returns in which it speaks: where the words cannot be had, because
 * the server is gone or has another page by now, English is better than nothing.
 */
export async function speakFirst(
  wanted: Language,
  clock: Clock,
  warn: (message: string, detail: string) => void,
): Promise<Language> {
  try {
    const words = await inTime<Text | null>(wanted.load(), null, WITHIN, clock);
    if (words === null) throw new Error("They did not come in time.");
    speak(words);
    return wanted;
  } catch (error) {
    warn("The words of a language could not be loaded.", String(error));
    return ENGLISH;
  }
}
