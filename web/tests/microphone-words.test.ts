import { deepEqual, equal, match } from "node:assert/strict";
import type { MicrophoneState } from "../src/call/microphone-state.ts";
import { microphoneWords } from "../src/text/microphone-words.ts";
import { text } from "../src/text/text.ts";

const track = { id: 1, device: { id: "headset", label: "Headset" } };

const words = (state: MicrophoneState) => microphoneWords(state, "Bo", "firefox", text);

Deno.test("a microphone that works has nothing to tell", () => {
  equal(words({ kind: "closed" }), null);
  equal(words({ kind: "fine", track }), null);
});

Deno.test("another microphone is a calm note with its name, if it has one", () => {
  const note = words({ kind: "switched", track, name: "Headset", timer: 2 });
  deepEqual(note, { tone: "calm", title: "Now using Headset", detail: null, mayRetry: false });
  equal(words({ kind: "switched", track, name: "", timer: 2 })?.title, "Now using another microphone");
});

Deno.test("what the system silences is trouble, and says who cannot hear", () => {
  const news = words({ kind: "silenced", track, reopened: false });
  equal(news?.tone, "trouble");
  match(news?.title ?? "", /silenced by the system/);
  match(news?.detail ?? "", /^Bo cannot hear you/);
});

Deno.test("without a microphone people are told to plug one in, and need not press anything", () => {
  const news = words({ kind: "missing", problem: "not-found" });
  match(news?.title ?? "", /No microphone/);
  match(news?.detail ?? "", /Bo cannot hear you\. Plug one in/);
  equal(news?.mayRetry, false);
});

Deno.test("a microphone that was forbidden in the call is explained for the browser, with a way to try again", () => {
  const news = words({ kind: "missing", problem: "not-allowed" });
  equal(news?.detail, text.microphone["not-allowed"].detail.firefox);
  equal(news?.mayRetry, true);
});

Deno.test("a choice that could not be had is explained", () => {
  const news = words({ kind: "kept", track, problem: "not-readable" });
  equal(news?.title, text.microphone["not-readable"].title);
  equal(news?.tone, "trouble");
});
