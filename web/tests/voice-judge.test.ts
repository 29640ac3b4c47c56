import { equal } from "node:assert/strict";
import { VoiceJudge } from "../src/call/voice-judge.ts";

const SPEECH = -25;
const ROOM = -60;
const NOTHING = -Infinity;

/** Looks for so many seconds. */
function take(judge: VoiceJudge, seconds: number, decibels: number | null, muted: boolean): void {
  for (let looks = 0; looks < seconds * 5; looks += 1) judge.take(decibels, muted);
}

Deno.test("who speaks while muted is told after a second, and no more when they have been quiet for five", () => {
  const judge = new VoiceJudge();
  take(judge, 60, ROOM, true);
  take(judge, 0.8, SPEECH, true);
  equal(judge.hint, null);
  take(judge, 0.2, SPEECH, true);
  equal(judge.hint, "speakingWhileMuted");
  take(judge, 4.8, ROOM, true);
  equal(judge.hint, "speakingWhileMuted");
  take(judge, 0.2, ROOM, true);
  equal(judge.hint, null);
});

Deno.test("speech has pauses", () => {
  const judge = new VoiceJudge();
  for (let words = 0; words < 3; words += 1) {
    take(judge, 0.4, SPEECH, true);
    take(judge, 0.4, ROOM, true);
  }
  equal(judge.hint, "speakingWhileMuted");
});

Deno.test("a cough, or a door now and then, is no speech", () => {
  const judge = new VoiceJudge();
  for (let doors = 0; doors < 20; doors += 1) {
    take(judge, 0.4, SPEECH, true);
    take(judge, 1.6, ROOM, true);
    equal(judge.hint, null);
  }
});

Deno.test("who is not muted is told nothing of it, and unmuting is the end of it", () => {
  const judge = new VoiceJudge();
  take(judge, 10, SPEECH, false);
  equal(judge.hint, null);
  take(judge, 1, SPEECH, true);
  equal(judge.hint, "speakingWhileMuted");
  judge.take(SPEECH, false);
  equal(judge.hint, null);
  judge.take(SPEECH, true);
  equal(judge.hint, null);
});

Deno.test("a microphone that gives no sound at all for four seconds is told, until it gives one", () => {
  const judge = new VoiceJudge();
  take(judge, 3.8, NOTHING, false);
  equal(judge.hint, null);
  take(judge, 0.2, NOTHING, false);
  equal(judge.hint, "nothingHeard");
  judge.take(ROOM, false);
  equal(judge.hint, null);
  take(judge, 3.8, NOTHING, false);
  equal(judge.hint, null);
});

Deno.test("a quiet room, and who says nothing in it, is none", () => {
  const judge = new VoiceJudge();
  take(judge, 60, -90, false);
  equal(judge.hint, null);
});

Deno.test("of who is muted no sound is expected, and none is counted", () => {
  const judge = new VoiceJudge();
  take(judge, 3, NOTHING, false);
  take(judge, 60, NOTHING, true);
  equal(judge.hint, null);
  take(judge, 3.8, NOTHING, false);
  equal(judge.hint, null);
});

Deno.test("where it cannot be listened nothing is told", () => {
  const judge = new VoiceJudge();
  take(judge, 5, NOTHING, false);
  judge.take(null, false);
  equal(judge.hint, null);
  take(judge, 60, null, true);
  equal(judge.hint, null);
});
