// Runs after the probe, in the page of somebody with several loudspeakers: remembers what plays and what is opened, and takes
// loudspeakers off the desk. It changes nothing else.
"use strict";
const { mediaDevices } = navigator;
const elements = new Set();
const microphones = new Set();
const gone = new Set();
const volumes = [];

const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function (...nothing) {
  elements.add(this);
  return play.apply(this, nothing);
};

const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (...ends) {
  const [to] = ends;
  const isWayOut = to instanceof AudioDestinationNode || to instanceof MediaStreamAudioDestinationNode;
  if (isWayOut && this instanceof GainNode) volumes.push(this.gain.value);
  return connect.apply(this, ends);
};

const nativeEnumerate = mediaDevices.enumerateDevices.bind(mediaDevices);
mediaDevices.enumerateDevices = async () => (await nativeEnumerate()).filter(({ label }) => !gone.has(label));

const probedGetUserMedia = mediaDevices.getUserMedia;
mediaDevices.getUserMedia = async (constraints) => {
  const stream = await probedGetUserMedia(constraints);
  stream.getAudioTracks().forEach((track) => microphones.add(track));
  return stream;
};

const changed = () => mediaDevices.dispatchEvent(new Event("devicechange"));

window.duetSinks = Object.freeze({
  /** The names of the devices on which something plays now; "" is the system's own. */
  sounding: async () => {
    const devices = await nativeEnumerate();
    const name = (sink) => devices.find(({ kind, deviceId }) => kind === "audiooutput" && deviceId === sink)?.label ?? "";
    return [...elements].filter(({ paused, srcObject }) => !paused && srcObject !== null).map(({ sinkId }) => name(sinkId));
  },
  unplug: (name) => {
    gone.add(name);
    changed();
  },
  plugIn: (name) => {
    gone.delete(name);
    changed();
  },
  /** What is done to the voice of each microphone that is open. */
  processing: () =>
    [...microphones].filter(({ readyState }) => readyState === "live").map((track) => {
      const { echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
      return [echoCancellation, noiseSuppression, autoGainControl];
    }),
  /** How loud tones were sent out, from 0 to 1, one after the other. */
  volumes: () => volumes,
});
