import { type DoNotDisturb, forAnHour, UNTIL_SWITCHED_OFF, untilMorning } from "../quiet/do-not-disturb.ts";
import type { Text } from "./text.ts";
import { nearMoment } from "./time.ts";

/** For how long one may want not to be disturbed. */
export interface QuietChoice {
  readonly label: string;
  /** What is wanted, by when it is chosen. */
  readonly from: (now: number) => DoNotDisturb;
}

/** What there is to choose; `now` is milliseconds since 1970, as are all moments. */
export function quietChoices(now: number, { quiet, locale }: Text): readonly QuietChoice[] {
  const morning = nearMoment(untilMorning(now).until, now, locale);
  return [
    { label: quiet.forAnHour, from: forAnHour },
    { label: quiet.untilMorning(morning), from: untilMorning },
    { label: quiet.untilSwitchedOff, from: () => UNTIL_SWITCHED_OFF },
  ];
}

/** That it is on, and until when. */
export function quietWords({ until }: DoNotDisturb, now: number, { quiet, locale }: Text): string {
  return until === null ? quiet.on : quiet.onUntil(nearMoment(until, now, locale));
}
