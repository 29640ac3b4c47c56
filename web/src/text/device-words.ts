import type { LateText } from "./late-text.ts";

/** The more special ones first: each browser also says that it is the ones that came before it. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/.*\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac(?:intosh| OS X)\b/, "Mac"],
  [/\bLinux\b/, "Linux"],
];

/** What a browser is to people, from what it calls itself: "Firefox on Linux". Null: that is not known. */
export function deviceWords(userAgent: string | null, { account }: Pick<LateText, "account">): string {
  const found = (known: typeof BROWSERS) =>
    userAgent === null ? undefined : known.find(([pattern]) => pattern.test(userAgent))?.[1];
  return account.device(found(BROWSERS) ?? account.unknownBrowser, found(SYSTEMS) ?? account.unknownSystem);
}
