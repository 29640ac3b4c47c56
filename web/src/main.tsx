import { createApp } from "vue";
import { DuetApi } from "./api/duet-api.ts";
import { serverUrl } from "./api/server-url.ts";
import { type TabChannel, TabNews } from "./api/tab-news.ts";
import { ownBrowser, there } from "./call/browser.ts";
import { inTime } from "./call/in-time.ts";
import { createAppRoot } from "./components/App.tsx";
import { ownPowers } from "./manners/device-powers.ts";
import { guardSecondPresses } from "./manners/second-press.ts";
import { ownNotifyBrowser } from "./notify/browser.ts";
import { WorkerLink } from "./notify/worker-link.ts";
import { ENGLISH, languageChoice, languageOf } from "./text/languages.ts";
import { speak, type Text } from "./text/text.ts";
import { PageAudioContext } from "./sounds/page-audio-context.ts";

/** Longer nobody looks at an empty page. Milliseconds. */
const WORDS_WITHIN = 4_000;

// The server writes into the page where it lives.
const base = new URL(".", document.baseURI);
const browser = ownBrowser(base.pathname);
const api = new DuetApi((path, request) => browser.fetch(serverUrl(base, path), request));
const audio = new PageAudioContext(document, () => new AudioContext());
const notify = ownNotifyBrowser();
let language = languageOf(languageChoice(browser.storage).load(), navigator.languages);
try {
  const words = await inTime<Text | null>(language.load(), null, WORDS_WITHIN, browser.clock);
  if (words === null) throw new Error("They did not come in time.");
  speak(words);
} catch (error) {
  // The server is gone, or has another page by now: better in English than not at all.
  browser.warn("The words of a language could not be loaded.", String(error));
  language = ENGLISH;
}
document.documentElement.lang = language.code;
const { code } = language;
const worker = new WorkerLink({
  browser: notify,
  base,
  language: code,
  warn: browser.warn,
  report: browser.report,
});
// A handler that looks only at `data` is content with a whole event; TypeScript will not see it.
const tabs = new TabNews(there(() => new BroadcastChannel(`duet.session:${base.pathname}`) as TabChannel));
const surroundings = { base, api, browser, audio, powers: ownPowers(), notify, worker, language };
guardSecondPresses(document);
createApp(createAppRoot({ tabs, surroundings })).mount("#app");
