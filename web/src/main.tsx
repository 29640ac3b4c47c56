import { createApp } from "vue";
import { DuetApi } from "./api/duet-api.ts";
import { serverUrl } from "./api/server-url.ts";
import { ownBrowser } from "./call/browser.ts";
import { createAppRoot } from "./components/App.tsx";
import { ownPowers } from "./manners/device-powers.ts";
import { PageAudioContext } from "./sounds/page-audio-context.ts";

// The server writes into the page where it lives.
const base = new URL(".", document.baseURI);
const browser = ownBrowser(base.pathname);
const api = new DuetApi((path, request) => browser.fetch(serverUrl(base, path), request));
const audio = new PageAudioContext(document, () => new AudioContext());
createApp(createAppRoot({ base, api, browser, audio, powers: ownPowers() })).mount("#app");
