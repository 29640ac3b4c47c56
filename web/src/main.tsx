import { createApp } from "vue";
import { DuetApi } from "./api/duet-api.ts";
import { ownBrowser } from "./call/browser.ts";
import { createAppRoot } from "./components/App.tsx";
import { SoundRoom } from "./sounds/sound-room.ts";

const browser = ownBrowser();
const api = new DuetApi((path, request) => browser.fetch(new URL(path, browser.address), request));
const room = new SoundRoom(document, () => new AudioContext());
createApp(createAppRoot({ api, browser, room })).mount("#app");
