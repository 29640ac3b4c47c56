import { createApp } from "vue";
import { DuetApi } from "./api/duet-api.ts";
import { createAppRoot } from "./components/App.tsx";
import { SoundRoom } from "./sounds/sound-room.ts";

const api = new DuetApi((path, request) => fetch(path, request));
const room = new SoundRoom(document, () => new AudioContext());
createApp(createAppRoot({ api, room })).mount("#app");
