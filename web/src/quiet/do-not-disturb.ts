/** That no call is to disturb a person, at none of their devices. */
export interface DoNotDisturb {
  /** When it ends by itself, in milliseconds since 1970; null: when it is switched off. */
  readonly until: number | null;
}

/** What still holds at a moment, in milliseconds since 1970. */
export function stillWanted(wanted: DoNotDisturb | null, now: number): DoNotDisturb | null {
  return wanted === null || (wanted.until !== null && wanted.until <= now) ? null : wanted;
}

export function forAnHour(now: number): DoNotDisturb & { readonly until: number } {
  return { until: now + 3_600_000 };
}

/** The hour in which the night ends, and the one before which it still belongs to the day before. */
const MORNING = 8;
const DAWN = 4;

/** Until eight in the morning, by this device's calendar: after the night that has begun, or the next one. */
export function untilMorning(now: number): DoNotDisturb & { readonly until: number } {
  const morning = new Date(now);
  if (morning.getHours() >= DAWN) morning.setDate(morning.getDate() + 1);
  morning.setHours(MORNING, 0, 0, 0);
  return { until: morning.getTime() };
}

export const UNTIL_SWITCHED_OFF: DoNotDisturb = { until: null };
