import { createApp } from "vue";
import { DuetApi } from "./api/duet-api.ts";
import { ownBrowser } from "./call/browser.ts";
import { createAppRoot } from "./components/App.tsx";
import { PageAudioContext } from "./sounds/page-audio-context.ts";

const browser = ownBrowser();
const api = new DuetApi((path, request) => browser.fetch(new URL(path, browser.address), request));
const audio = new PageAudioContext(document, () => new AudioContext());
createApp(createAppRoot({ api, browser, audio })).mount("#app");
