import { computed, onMounted, onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import {
  listMicrophones,
  type MicrophoneDevice,
  type MicrophoneSource,
  openMicrophone,
} from "../call/audio-inputs.ts";
import { LevelMeter } from "../call/level-meter.ts";
import { type MicrophoneProblem, problemOf } from "../call/microphone-failure.ts";
import { trackOf } from "../call/microphone-state.ts";
import type { CheckSurroundings } from "./useConnectionCheck.ts";

export interface MicrophoneTrialHere {
  /** Those there are; without names until one was open. */
  readonly devices: ReadonlyRef<readonly MicrophoneDevice[]>;
  /** Is there something to be seen: because it is tried, or because a call has it open? */
  readonly isHeard: ReadonlyRef<boolean>;
  /** Does a call have it open? Then there is nothing to try. */
  readonly isInCall: ReadonlyRef<boolean>;
  /** Why it could not be opened. */
  readonly problem: ReadonlyRef<MicrophoneProblem | null>;
  /** From 0 to 1. */
  readonly level: () => number;
  /** Null is the system's own. */
  readonly choose: (id: string | null) => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

export interface MicrophoneTrialAround {
  readonly browser: MicrophoneSource;
  readonly audio: Pick<CheckSurroundings["audio"], "context" | "use">;
  readonly call: Pick<
    CheckSurroundings["call"],
    "view" | "microphone" | "microphoneId" | "processing" | "chooseMicrophone" | "level"
  >;
}

/** Which microphone calls use, and how loud it is, also without a call. It is open for as long as somebody wants to see that. */
export function useMicrophoneTrial(
  { browser, audio, call }: MicrophoneTrialAround,
  newStream: (track: MediaStreamTrack) => MediaStream = (track) => new MediaStream([track]),
): MicrophoneTrialHere {
  const devices = shallowRef<readonly MicrophoneDevice[]>([]);
  const track = shallowRef<MediaStreamTrack | null>(null);
  const problem = shallowRef<MicrophoneProblem | null>(null);
  const meter = new LevelMeter(() => audio.context);
  const isInCall = computed(() => trackOf(call.microphone.value) !== null);
  let rest = () => {};
  /** Counted up by whatever makes one that is being opened useless. */
  let wish = 0;

  const look = async () => devices.value = await listMicrophones(browser.devices).catch(() => []);
  const stop = () => {
    wish += 1;
    meter.follow(null);
    track.value?.stop();
    track.value = null;
    rest();
    rest = () => {};
  };
  const start = async () => {
    stop();
    const wanted = wish;
    problem.value = null;
    rest = audio.use();
    try {
      const opened = await openMicrophone(browser, call.microphoneId.value, call.processing.value);
      if (wanted !== wish) return opened.stop();
      track.value = opened;
      meter.follow(newStream(opened));
      await look(); // now they have names
    } catch (error) {
      if (wanted !== wish) return;
      stop();
      problem.value = problemOf(error);
    }
  };
  const choose = async (id: string | null) => {
    await call.chooseMicrophone(id);
    if (track.value !== null) await start();
  };

  onMounted(() => void look());
  // A call opens its own.
  watch(() => call.view.value.state === "idle", (isIdle) => isIdle || stop());
  onScopeDispose(stop);
  return {
    devices,
    isHeard: computed(() => isInCall.value || track.value !== null),
    isInCall,
    problem,
    level: () => isInCall.value ? call.level("me") : meter.read(),
    choose,
    start,
    stop,
  };
}
