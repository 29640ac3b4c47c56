import { plainName } from "./audio-device.ts";
import type { MicrophoneDevice } from "./audio-inputs.ts";
import type { MicrophoneEffect, TrackFacts } from "./microphone-events.ts";
import type { MicrophoneMachine } from "./microphone-model.ts";
import { type MicrophoneState, NOTE_TIME, type Track, trackOf } from "./microphone-state.ts";

/**
 * One step of the machine while it is being made: the value so far, and the orders that go with it. Whatever is
 * decided, a track that the state no longer has is stopped, what is sent is the one that it has, and the timer of a
 * note goes with the note.
 */
export class MicrophoneTurn {
  readonly effects: MicrophoneEffect[] = [];
  #machine: MicrophoneMachine;
  #facts: TrackFacts;

  constructor(machine: MicrophoneMachine, facts: TrackFacts) {
    this.#machine = machine;
    this.#facts = facts;
  }

  get machine(): MicrophoneMachine {
    return this.#machine;
  }

  /** What the track in use says of itself. */
  get facts(): TrackFacts {
    return this.#facts;
  }

  /** This track is in use now. `news`: the device that people are to hear of. */
  use(track: Track, silent: boolean, news: MicrophoneDevice | null): void {
    this.order({ kind: "enableTrack", track: track.id, enabled: !this.#machine.muted });
    this.#facts = { ended: false, silent, outdated: false };
    // One that was opened just now and is silent already will not be better for being opened again.
    if (silent) return this.change({ kind: "silenced", track, reopened: true });
    if (news === null) return this.change({ kind: "fine", track });
    const timer = this.issue();
    this.change({ kind: "switched", track, name: plainName(news), timer });
    this.order({ kind: "startTimer", timer, delay: NOTE_TIME });
  }

  /** Takes in whether the system lets anything through. */
  hearSystem(): void {
    const { state } = this.#machine;
    const track = trackOf(state);
    const { silent } = this.#facts;
    if (track === null || silent === (state.kind === "silenced")) return;
    this.enter(silent ? { kind: "silenced", track, reopened: false } : { kind: "fine", track });
  }

  /** Enters a state with another track, or none, and stops the one before. */
  change(next: MicrophoneState): void {
    const before = trackOf(this.#machine.state)?.id ?? null;
    const after = trackOf(next)?.id ?? null;
    if (before !== null && before !== after) this.order({ kind: "stopTrack", track: before });
    this.enter(next);
    if (before !== after) this.order({ kind: "sendTrack", track: after });
  }

  /** Enters a state with the same track. */
  enter(state: MicrophoneState): void {
    const before = this.#machine.state;
    if (before.kind === "switched") this.order({ kind: "cancelTimer", timer: before.timer });
    this.#machine = { ...this.#machine, state };
  }

  /** A new identity, for a request or a timer. */
  issue(): number {
    const issued = this.#machine.issued + 1;
    this.#machine = { ...this.#machine, issued };
    return issued;
  }

  /** Changes what is beside the state. */
  set(changed: Partial<Omit<MicrophoneMachine, "state" | "issued">>): void {
    this.#machine = { ...this.#machine, ...changed };
  }

  order(effect: MicrophoneEffect): void {
    this.effects.push(effect);
  }
}
