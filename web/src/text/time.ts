/** "0:03", "12:40", "1:02:03": a running time, in milliseconds. */
export function clockDuration(milliseconds: number): string {
  const { hours, minutes, seconds } = split(milliseconds);
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** "PT1H2M3S", for the `datetime` attribute (ISO 8601). */
export function isoDuration(milliseconds: number): string {
  const { hours, minutes, seconds } = split(milliseconds);
  return `PT${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}${seconds}S`;
}

/** "40 sec", "3 min", "1 hr, 5 min": how long a call was, as one says it. */
export function spokenDuration(milliseconds: number, locale: string): string {
  const { hours, minutes, seconds } = split(milliseconds);
  const say = (value: number, unit: "hour" | "minute" | "second") =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
  if (hours > 0) return minutes > 0 ? `${say(hours, "hour")}, ${say(minutes, "minute")}` : say(hours, "hour");
  return minutes > 0 ? say(minutes, "minute") : say(seconds, "second");
}

/** "12 ms", "1.2 sec": a time that is mostly shorter than a second. */
export function shortDuration(milliseconds: number, locale: string): string {
  const [value, unit] = milliseconds < 1_000
    ? [Math.round(milliseconds), "millisecond"]
    : [milliseconds / 1_000, "second"];
  const format = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(value);
}

/** When something was: the time if today, else "Yesterday", the weekday within a week, else the date. */
export function relativeDay(moment: number, now: number, locale: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, ...zone }).format(moment);
  const days = dayNumber(now, timeZone) - dayNumber(moment, timeZone);
  if (days <= 0) return format({ hour: "numeric", minute: "2-digit" });
  if (days === 1) {
    return capital(new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-1, "day"));
  }
  if (days < 7) return format({ weekday: "long" });
  const sameYear = year(now, timeZone) === year(moment, timeZone);
  return format({ day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

/** When something ends: the time if today, "tomorrow 8:00", else the date as well. */
export function nearMoment(moment: number, now: number, locale: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", ...zone })
    .format(moment);
  const days = dayNumber(moment, timeZone) - dayNumber(now, timeZone);
  if (days === 0) return time;
  if (days !== 1) return dateAndTime(moment, locale, timeZone);
  return `${new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(1, "day")} ${time}`;
}

/** "5 November, 14:30" and the like. */
export function dateAndTime(moment: number, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(moment);
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

function split(milliseconds: number): { hours: number; minutes: number; seconds: number } {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  return { hours: Math.floor(total / 3600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}

/** Days since 1970 by the calendar of the zone, so that a day of 23 or 25 hours is still one day. */
function dayNumber(moment: number, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(moment);
  return Date.parse(`${parts}T00:00:00Z`) / 86_400_000;
}

function year(moment: number, timeZone: string | undefined): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat("en", { year: "numeric", ...zone }).format(moment);
}
