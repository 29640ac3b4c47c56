import { deepEqual, equal } from "node:assert/strict";
import { localeFor } from "../src/text/locale.ts";
import {
  clockDuration,
  dateAndTime,
  isoDuration,
  nearMoment,
  relativeDay,
  shortDuration,
  spokenDuration,
} from "../src/text/time.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

Deno.test("a running time is written as on a phone", () => {
  equal(clockDuration(-5), "0:00");
  equal(clockDuration(999), "0:00");
  equal(clockDuration(3 * second), "0:03");
  equal(clockDuration(12 * minute + 40 * second), "12:40");
  equal(clockDuration(59 * minute + 59 * second + 999), "59:59");
  equal(clockDuration(hour + 2 * minute + 3 * second), "1:02:03");
  equal(clockDuration(27 * hour), "27:00:00");
});

Deno.test("the same for machines", () => {
  equal(isoDuration(0), "PT0S");
  equal(isoDuration(3 * second), "PT3S");
  equal(isoDuration(hour + 2 * minute + 3 * second), "PT1H2M3S");
});

Deno.test("how long a call was, as one says it", () => {
  equal(spokenDuration(40 * second, "en"), "40 sec");
  equal(spokenDuration(13 * minute + 40 * second, "en"), "13 min");
  equal(spokenDuration(hour, "en"), "1 hr");
  equal(spokenDuration(hour + 5 * minute, "en"), "1 hr, 5 min");
  equal(spokenDuration(13 * minute, "de"), "13 Min.");
});

Deno.test("when a call was gets less exact the longer ago it is", () => {
  const now = Date.parse("2026-03-11T15:00:00Z"); // a Wednesday
  const said = (moment: string) => relativeDay(Date.parse(moment), now, "en-GB", "UTC");
  equal(said("2026-03-11T09:05:00Z"), "9:05");
  equal(said("2026-03-10T23:59:00Z"), "Yesterday");
  equal(said("2026-03-09T00:00:00Z"), "Monday");
  equal(said("2026-03-05T12:00:00Z"), "Thursday");
  equal(said("2026-03-04T12:00:00Z"), "4 Mar");
  equal(said("2025-12-31T12:00:00Z"), "31 Dec 2025");
  equal(relativeDay(Date.parse("2026-03-10T09:00:00Z"), now, "de", "UTC"), "Gestern");
});

Deno.test("a clock that runs ahead does not make a call of the future", () => {
  const now = Date.parse("2026-03-11T23:59:30Z");
  equal(relativeDay(now + minute, now, "en-GB", "UTC"), "0:00");
});

Deno.test("days are days of the calendar, also when one has 23 hours", () => {
  const zone = "Europe/Berlin"; // the clocks go forward in the night to 29 March 2026
  const now = Date.parse("2026-03-29T22:30:00Z"); // half past midnight on the 30th
  equal(relativeDay(Date.parse("2026-03-28T23:30:00Z"), now, "en-GB", zone), "Yesterday");
  equal(relativeDay(Date.parse("2026-03-28T22:30:00Z"), now, "en-GB", zone), "Saturday");
});

Deno.test("times are written as where the browser's person lives, in the words of the page", () => {
  const now = Date.parse("2026-11-27T13:00:00Z");
  const said = (browserLanguage: string) =>
    nearMoment(Date.parse("2026-11-28T20:05:00Z"), now, localeFor("en", browserLanguage), "UTC");
  equal(said("en-GB"), "tomorrow 20:05");
  equal(said("de"), "tomorrow 20:05");
  equal(said("de-AT"), "tomorrow 20:05");
  equal(said("en-US").replace("\u202f", " "), "tomorrow 8:05 PM");
  equal(said("en").replace("\u202f", " "), "tomorrow 8:05 PM");
  equal(said("C").replace("\u202f", " "), "tomorrow 8:05 PM");
});

Deno.test("a date with its time", () => {
  equal(dateAndTime(Date.parse("2026-11-05T14:30:00Z"), "en-GB", "UTC"), "5 November at 14:30");
});

Deno.test("a short time is said in whole milliseconds, and in seconds where those are many", () => {
  deepEqual([0, 1, 41.6, 999, 1_000, 1_250, 12_000].map((time) => shortDuration(time, "en")), [
    "0 ms",
    "1 ms",
    "42 ms",
    "999 ms",
    "1 sec",
    "1.3 sec",
    "12 sec",
  ]);
});

Deno.test("when something ends is a time today, tomorrow and a time, or a date and a time", () => {
  const at = (text: string) => Date.parse(text);
  const now = at("2026-11-27T13:00:00Z");
  const said = (text: string) => nearMoment(at(text), now, "en-GB", "UTC");
  equal(said("2026-11-27T14:05:00Z"), "14:05");
  equal(said("2026-11-28T08:00:00Z"), "tomorrow 8:00");
  equal(said("2026-11-29T08:00:00Z"), "29 November at 8:00");
  equal(nearMoment(at("2026-11-28T08:00:00Z"), at("2026-11-27T23:30:00Z"), "en-GB", "Asia/Tokyo"), "17:00");
});
