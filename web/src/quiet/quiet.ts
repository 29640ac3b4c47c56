import type { Clock } from "../call/clock.ts";
import type { StoredValue } from "../call/stored-value.ts";
import { type DoNotDisturb, stillWanted } from "./do-not-disturb.ts";

export interface QuietParts {
  readonly clock: Clock;
  /** What the person wanted last, for as long as the server has not told what they want now. */
  readonly lastWanted: StoredValue<DoNotDisturb>;
  /** May calls make a noise on this device? Nothing kept means that they may. Other tabs may change it. */
  readonly ringsHere: StoredValue<boolean>;
  /** Something may be otherwise than it was. */
  readonly changed: () => void;
}

/** How often it is looked whether the end has come: a machine may sleep meanwhile, and its clock be set. */
const LOOK = 30_000;

/** The one rule of whether a call may disturb somebody here: by sound, vibration or a notification. */
export class Quiet {
  #wanted: DoNotDisturb | null;
  #cancelLook: () => void = () => {};

  constructor(private readonly parts: QuietParts) {
    this.#wanted = parts.lastWanted.load();
    this.#lookAtEnd();
  }

  /** May a call make a noise on this device now? */
  get mayDisturb(): boolean {
    return this.wanted === null && this.ringsHere;
  }

  /** That the person wants no disturbance now, at none of their devices. */
  get wanted(): DoNotDisturb | null {
    return stillWanted(this.#wanted, this.parts.clock.wallTime());
  }

  get ringsHere(): boolean {
    return this.parts.ringsHere.load() ?? true;
  }

  /** The server has told what the person wants. */
  learned(wanted: DoNotDisturb | null): void {
    this.#wanted = wanted;
    this.parts.lastWanted.save(wanted);
    this.#lookAtEnd();
    this.parts.changed();
  }

  ringHere(rings: boolean): void {
    this.parts.ringsHere.save(rings ? null : false);
    this.parts.changed();
  }

  dispose(): void {
    this.#cancelLook();
  }

  #lookAtEnd(): void {
    this.#cancelLook();
    const until = this.wanted?.until ?? null;
    if (until === null) return;
    const { clock, changed } = this.parts;
    this.#cancelLook = clock.after(Math.min(LOOK, until - clock.wallTime()), () => {
      if (this.wanted === null) changed();
      else this.#lookAtEnd();
    });
  }
}
