import { equal } from "node:assert/strict";
import { VoiceJudge, type VoiceOutlet } from "../src/call/voice-judge.ts";

const SPEECH = -25;
const ROOM = -60;
const NOTHING = -Infinity;

const TALKING = { isMuted: false, isConnected: true };
const MUTED = { isMuted: true, isConnected: true };
const ALONE = { isMuted: false, isConnected: false };
const MUTED_ALONE = { isMuted: true, isConnected: false };

/** Looks for so many seconds. */
function take(judge: VoiceJudge, seconds: number, decibels: number | null, outlet: VoiceOutlet): void {
  for (let looks = 0; looks < seconds * 5; looks += 1) judge.take(decibels, outlet);
}

Deno.test("who speaks while muted is told after a second, and no more when they have been quiet for five", () => {
  const judge = new VoiceJudge();
  take(judge, 60, ROOM, MUTED);
  take(judge, 0.8, SPEECH, MUTED);
  equal(judge.hint, null);
  take(judge, 0.2, SPEECH, MUTED);
  equal(judge.hint, "speakingWhileMuted");
  take(judge, 4.8, ROOM, MUTED);
  equal(judge.hint, "speakingWhileMuted");
  take(judge, 0.2, ROOM, MUTED);
  equal(judge.hint, null);
});

Deno.test("that is told once for each time that somebody is muted", () => {
  const judge = new VoiceJudge();
  take(judge, 1, SPEECH, MUTED);
  take(judge, 5, ROOM, MUTED);
  take(judge, 60, SPEECH, MUTED);
  equal(judge.hint, null);
  take(judge, 0.2, SPEECH, TALKING);
  take(judge, 1, SPEECH, MUTED);
  equal(judge.hint, "speakingWhileMuted");
});

Deno.test("speech has pauses", () => {
  const judge = new VoiceJudge();
  for (let words = 0; words < 3; words += 1) {
    take(judge, 0.4, SPEECH, MUTED);
    take(judge, 0.4, ROOM, MUTED);
  }
  equal(judge.hint, "speakingWhileMuted");
});

Deno.test("a cough, or a door now and then, is no speech", () => {
  const judge = new VoiceJudge();
  for (let doors = 0; doors < 20; doors += 1) {
    take(judge, 0.4, SPEECH, MUTED);
    take(judge, 1.6, ROOM, MUTED);
    equal(judge.hint, null);
  }
});

Deno.test("who is not muted is told nothing of it, and unmuting is the end of it", () => {
  const judge = new VoiceJudge();
  take(judge, 10, SPEECH, TALKING);
  equal(judge.hint, null);
  take(judge, 1, SPEECH, MUTED);
  equal(judge.hint, "speakingWhileMuted");
  judge.take(SPEECH, TALKING);
  equal(judge.hint, null);
  judge.take(SPEECH, MUTED);
  equal(judge.hint, null);
});

Deno.test("while nobody is there to hear it nothing is told, and what was told is not told again", () => {
  const judge = new VoiceJudge();
  take(judge, 60, NOTHING, ALONE);
  equal(judge.hint, null);
  take(judge, 60, SPEECH, MUTED_ALONE);
  equal(judge.hint, null);
  take(judge, 1, SPEECH, MUTED);
  equal(judge.hint, "speakingWhileMuted");
  judge.take(SPEECH, MUTED_ALONE);
  equal(judge.hint, null);
  take(judge, 60, SPEECH, MUTED);
  equal(judge.hint, null);
});

Deno.test("a microphone that has given no sound at all is told after four seconds, until it gives one", () => {
  const judge = new VoiceJudge();
  take(judge, 3.8, NOTHING, TALKING);
  equal(judge.hint, null);
  take(judge, 0.2, NOTHING, TALKING);
  equal(judge.hint, "nothingHeard");
  judge.take(ROOM, TALKING);
  equal(judge.hint, null);
});

Deno.test("one that lets nothing through while nobody speaks works, also if that was heard before the call was", () => {
  for (const outlet of [TALKING, ALONE, MUTED]) {
    const judge = new VoiceJudge();
    judge.take(SPEECH, outlet);
    take(judge, 60, NOTHING, TALKING);
    equal(judge.hint, null);
  }
});

Deno.test("another microphone has given nothing yet", () => {
  const judge = new VoiceJudge();
  take(judge, 1, SPEECH, TALKING);
  judge.forget();
  take(judge, 4, NOTHING, TALKING);
  equal(judge.hint, "nothingHeard");
});

Deno.test("a quiet room, and who says nothing in it, is none", () => {
  const judge = new VoiceJudge();
  take(judge, 60, -90, TALKING);
  equal(judge.hint, null);
});

Deno.test("of who is muted no sound is expected, and none is counted", () => {
  const judge = new VoiceJudge();
  take(judge, 3, NOTHING, TALKING);
  take(judge, 60, NOTHING, MUTED);
  equal(judge.hint, null);
  take(judge, 3.8, NOTHING, TALKING);
  equal(judge.hint, null);
});

Deno.test("where it cannot be listened nothing is told", () => {
  const judge = new VoiceJudge();
  take(judge, 5, NOTHING, TALKING);
  judge.take(null, TALKING);
  equal(judge.hint, null);
  take(judge, 60, null, MUTED);
  equal(judge.hint, null);
});
