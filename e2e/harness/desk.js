// Runs after the probe, in the page of somebody whose microphones come and go: it answers for the browser
// which microphones there are (NAMES at first, the first of them the system's own choice). The tracks
// behind them are real ones and really end.
"use strict";
const { mediaDevices } = navigator;
const open = new Map();
let there = NAMES;

mediaDevices.enumerateDevices = async () =>
  there.map((name) => ({ deviceId: `id of ${name}`, groupId: name, kind: "audioinput", label: name }));

const probedGetUserMedia = mediaDevices.getUserMedia;
mediaDevices.getUserMedia = async (constraints) => {
  const asked = constraints.audio.deviceId?.ideal;
  const name = there.find((candidate) => asked === `id of ${candidate}`) ?? there[0];
  if (name === undefined) throw new DOMException("There is no microphone.", "NotFoundError");
  const stream = await probedGetUserMedia({ audio: true });
  const [track] = stream.getAudioTracks();
  Object.defineProperty(track, "label", { value: name });
  track.getSettings = () => ({ deviceId: `id of ${name}` });
  open.set(track, name);
  return stream;
};

const inUse = () => [...open].filter(([track]) => track.readyState === "live");

window.duetDesk = Object.freeze({
  /** These microphones are there now, and no others. The browser says so more than once, as browsers do. */
  put: (names) => {
    there = names;
    for (const [track, name] of inUse()) {
      if (names.includes(name)) continue;
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
    for (let times = 0; times < 3; times += 1) mediaDevices.dispatchEvent(new Event("devicechange"));
  },
  /** The system silences what is in use, or gives it back. */
  silence: (muted) => {
    for (const [track] of inUse()) {
      Object.defineProperty(track, "muted", { value: muted, configurable: true });
      track.dispatchEvent(new Event(muted ? "mute" : "unmute"));
    }
  },
  inUse: () => inUse().map(([, name]) => name),
});
