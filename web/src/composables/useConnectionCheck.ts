import { computed, onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import type { DuetApi } from "../api/duet-api.ts";
import { openMicrophone } from "../call/audio-inputs.ts";
import type { Browser } from "../call/browser.ts";
import { type CheckParts, ConnectionCheck } from "../check/connection-check.ts";
import type { EchoState, RecorderLike } from "../check/echo.ts";
import { type CheckReport, type Summary, summaryOf, UNCHECKED } from "../check/report.ts";
import type { PageAudioContext } from "../sounds/page-audio-context.ts";
import { sendTo, type SoundOutput } from "../sounds/sound-tone.ts";
import type { Call } from "./useCall.ts";
import type { Connection } from "./useConnection.ts";
import type { SoundHere } from "./useSound.ts";

export interface CheckSurroundings {
  readonly api: DuetApi;
  readonly browser: Browser;
  readonly audio: PageAudioContext;
  readonly connection: Connection;
  readonly call: Call;
  readonly sound: SoundHere;
}

export interface ConnectionCheckRef {
  readonly report: ReadonlyRef<CheckReport>;
  readonly summary: ReadonlyRef<Summary>;
  readonly echo: ReadonlyRef<EchoState>;
  /** Of the microphone, from 0 to 1: to be asked for once a frame. */
  readonly level: () => number;
  readonly hearYourself: () => void;
  readonly playSound: () => void;
  readonly again: () => void;
}

/** Checks the connection, and holds what it needs of the browser for as long as the scope lives. */
export function useConnectionCheck(around: CheckSurroundings): ConnectionCheckRef {
  const report = shallowRef<CheckReport>(UNCHECKED);
  const echo = shallowRef<EchoState>("ready");
  const begin = () => {
    const check = new ConnectionCheck(partsOf(around), {
      reportChanged: (changed) => report.value = changed,
      echoChanged: (changed) => echo.value = changed,
    });
    check.start();
    return check;
  };
  const rest = around.audio.use(); // by the time that there is something to hear it runs
  let check = begin();
  onScopeDispose(() => {
    check.dispose();
    rest();
  });
  return {
    report,
    summary: computed(() => summaryOf(report.value)),
    echo,
    level: () => check.level,
    hearYourself: () => check.hearYourself(),
    playSound: () => check.playSound(),
    again() {
      check.dispose();
      report.value = UNCHECKED;
      echo.value = "ready";
      check = begin();
    },
  };
}

function partsOf({ api, browser, audio, connection, call, sound }: CheckSurroundings): CheckParts {
  return {
    isInCall: call.view.value.state !== "idle",
    openMicrophone: () => openMicrophone(browser, call.microphoneId.value, call.processing.value),
    newStream: browser.newStream,
    audioContext: () => audio.context,
    clock: browser.clock,
    // A handler that looks only at `data` is content with a whole event; TypeScript will not see it.
    newRecorder: (stream) => new MediaRecorder(stream) as RecorderLike,
    play: (recorded, over) => play(recorded, over, sound.output("speaker")),
    speaker: () => sound.output("speaker"),
    roundTrip: connection.roundTrip,
    session: () => api.session(),
    iceServers: () => api.iceServers(),
    newProbe: (configuration) => new RTCPeerConnection(configuration),
    canConnect: () => browser.obstacles.canConnect(),
  };
}

function play(recorded: Blob, over: () => void, output: SoundOutput): () => void {
  const address = URL.createObjectURL(recorded);
  const player = new Audio(address);
  const end = () => {
    player.pause();
    player.onended = player.onerror = null;
    URL.revokeObjectURL(address);
  };
  const finish = () => {
    end();
    over();
  };
  player.onended = player.onerror = finish;
  // Where the device is refused the system's own plays it; `onerror` says what else fails, or it was ended before it began.
  sendTo(player, output).catch(() => {}).then(() => player.play()).catch(() => {});
  return end;
}
