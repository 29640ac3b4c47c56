import { createApp } from "vue";
import { DuetApi } from "./api/duet-api.ts";
import { serverUrl } from "./api/server-url.ts";
import { type TabChannel, TabNews } from "./api/tab-news.ts";
import { ownBrowser, there } from "./call/browser.ts";
import { createAppRoot } from "./components/App.tsx";
import { ownPowers } from "./manners/device-powers.ts";
import { guardSecondPresses } from "./manners/second-press.ts";
import { ownNotifyBrowser } from "./notify/browser.ts";
import { WorkerLink } from "./notify/worker-link.ts";
import { languageChoice } from "./settings/language-choice.ts";
import { SpokenLanguage } from "./text/spoken-language.ts";
import { PageAudioContext } from "./sounds/page-audio-context.ts";

// The server writes into the page where it lives.
const base = new URL(".", document.baseURI);
const browser = ownBrowser(base.pathname);
const api = new DuetApi((path, request) => browser.fetch(serverUrl(base, path), request));
const audio = new PageAudioContext(document, () => new AudioContext(), browser.clock);
const notify = ownNotifyBrowser();
const language = new SpokenLanguage({
  kept: languageChoice(browser.storage),
  wishes: navigator.languages,
  clock: browser.clock,
  warn: browser.warn,
  changed: ({ code }) => document.documentElement.lang = code,
});
await language.begin();
const worker = new WorkerLink({
  browser: notify,
  base,
  language: language.wanted.code, // it has all words with it
  warn: browser.warn,
  report: browser.report,
});
// A handler that looks only at `data` is content with a whole event; TypeScript will not see it.
const tabs = new TabNews(there(() => new BroadcastChannel(`duet.session:${base.pathname}`) as TabChannel));
const surroundings = { base, api, browser, audio, powers: ownPowers(), notify, worker, language };
guardSecondPresses(document);
createApp(createAppRoot({ tabs, surroundings })).mount("#app");
