// Runs in every page before the page's own scripts: writes down when what lies between the press of "Accept" and the
// first sound happens. It changes no behaviour.
"use strict";

/** Milliseconds since 1970, by the clock that all pages of a machine share. */
const clock = () => performance.timeOrigin + performance.now();

/** When each thing happened for the first time. */
const moments = new Map();
const happened = (what, when = clock()) => {
  if (!moments.has(what)) moments.set(what, when);
};

document.addEventListener("click", () => happened("pressed"), true);

const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (constraints) => {
  happened("asked for the microphone");
  const stream = await getUserMedia(constraints);
  happened("microphone");
  return stream;
};

const Socket = window.WebSocket;
window.WebSocket = class WebSocket extends Socket {
  constructor(...address) {
    super(...address);
    this.addEventListener("message", ({ data }) => happened(`received ${JSON.parse(data).type}`));
  }

  send(text) {
    happened(`sent ${JSON.parse(text).type}`);
    super.send(text);
  }
};

/** Resolves with the moment at which the first sound that came over the network was played. */
async function firstSound(receiver) {
  for (;;) {
    const [source] = receiver.getSynchronizationSources();
    if (source !== undefined) return source.timestamp;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const Connection = window.RTCPeerConnection;
window.RTCPeerConnection = class RTCPeerConnection extends Connection {
  constructor(...configuration) {
    super(...configuration);
    this.addEventListener("connectionstatechange", () => {
      if (this.connectionState === "connected") happened("connected");
    });
    this.addEventListener("track", async ({ receiver }) => happened("heard", await firstSound(receiver)));
  }
};

/**
 * The same audio without Duet: two connections of this page, which tell each other everything at once. From the
 * microphone on, or with one that is open already.
 */
async function floor() {
  const began = clock();
  const stream = await getUserMedia({ audio: true });
  const opened = clock();
  const [caller, callee] = [new Connection(), new Connection()];
  const heard = [caller, callee].map((connection) => {
    const { promise, resolve } = Promise.withResolvers();
    connection.ontrack = async ({ receiver, streams: [voice] }) => {
      const player = new Audio();
      player.srcObject = voice;
      void player.play();
      resolve(await firstSound(receiver));
    };
    return promise;
  });
  caller.onicecandidate = ({ candidate }) => callee.addIceCandidate(candidate);
  callee.onicecandidate = ({ candidate }) => caller.addIceCandidate(candidate);
  for (const connection of [caller, callee]) connection.addTrack(stream.getAudioTracks()[0], stream);
  const offer = await caller.createOffer();
  const offered = clock();
  await Promise.all([caller.setLocalDescription(offer), callee.setRemoteDescription(offer)]);
  const answer = await callee.createAnswer();
  await Promise.all([callee.setLocalDescription(answer), caller.setRemoteDescription(answer)]);
  const [callerHears, calleeHears] = await Promise.all(heard);
  caller.close();
  callee.close();
  stream.getTracks().forEach((track) => track.stop());
  return { began, opened, offered, callerHears, calleeHears };
}

window.duetAccept = Object.freeze({
  floor,
  begin: () => moments.clear(),
  moments: () => Object.fromEntries(moments),
});
