import type { CallView } from "../call/call-model.ts";
import type { Clock } from "../call/clock.ts";
import type { Phone } from "../call/phone.ts";
import type { StoredValue } from "../call/stored-value.ts";
import { type PageUpdate, pageUpdate, type UpdateReason } from "./page-update.ts";

/** How long there is to read how the call ended. Milliseconds. */
const READ_WITHIN = 15_000;
/** How soon after somebody has stopped typing that is noticed. Milliseconds. */
const LOOK_AGAIN = 1_000;
/** More versions than a tab meets; the oldest are forgotten. */
export const TRIES_KEPT = 20;

export interface PageUpdaterParts {
  /** Which page this is; null if it does not know. */
  readonly own: string | null;
  readonly phone: Pick<Phone, "state" | "onChange" | "onMessage">;
  readonly isTyping: () => boolean;
  readonly reload: () => void;
  /** What the page of this tab has been loaded again for. It has to outlive that, or nothing is loaded. */
  readonly tries: StoredValue<readonly string[]>;
  readonly clock: Clock;
  readonly changed: (update: PageUpdate) => void;
}

/** Finds out that the page is older than its server, and loads it again when that disturbs nobody. */
export class PageUpdater {
  #served: string | null = null;
  /** Since when it can be read how the last call ended; null while there is nothing of that kind. */
  #toldSince: number | null = null;
  #update: PageUpdate = "none";
  #isReloading = false;
  #cancelLook: () => void = () => {};
  readonly #stops: readonly (() => void)[];

  constructor(private readonly parts: PageUpdaterParts) {
    const { phone } = parts;
    this.#stops = [
      phone.onMessage((message) => {
        if (message.type !== "session:ready") return;
        this.#served = message.payload.page;
        this.#look();
      }),
      phone.onChange(() => this.#look()),
    ];
  }

  /** Somebody wants it now. */
  reload(): void {
    this.#isReloading = true;
    this.parts.reload();
  }

  dispose(): void {
    this.#cancelLook();
    for (const stop of this.#stops) stop();
  }

  #look(): void {
    this.#cancelLook();
    if (this.#isReloading) return;
    const update = this.#next();
    if (update === "now") return this.reload();
    if (update === "soon") this.#cancelLook = this.parts.clock.after(LOOK_AGAIN, () => this.#look());
    if (update === this.#update) return;
    this.#update = update;
    this.parts.changed(update);
  }

  #next(): PageUpdate {
    const call = this.#call(this.parts.phone.state.call);
    const reason = this.#reason();
    if (reason === null) return "none";
    const facts = { reason, call, isTyping: this.parts.isTyping() };
    const update = pageUpdate({ ...facts, wasTried: this.#wasTried(reason) });
    // A browser that cannot remember it would load the page over and over.
    return update === "now" && !this.#note(reason) ? pageUpdate({ ...facts, wasTried: true }) : update;
  }

  #reason(): UpdateReason | null {
    const { own, phone } = this.parts;
    if (phone.state.connection === "misunderstood") return { kind: "misunderstood", by: own ?? "" };
    if (own === null || this.#served === null || own === this.#served) return null;
    return { kind: "other-page", page: this.#served };
  }

  #call(call: CallView): "on" | "just-over" | "none" {
    if (call.state !== "idle" || (call.ending ?? call.trouble) === null) {
      this.#toldSince = null;
      return call.state === "idle" ? "none" : "on";
    }
    const now = this.parts.clock.now();
    this.#toldSince ??= now;
    return now - this.#toldSince < READ_WITHIN ? "just-over" : "none";
  }

  #wasTried(reason: UpdateReason): boolean {
    return (this.parts.tries.load() ?? []).includes(nameOf(reason));
  }

  /** Is it remembered that the page is loaded again for this? */
  #note(reason: UpdateReason): boolean {
    const { tries } = this.parts;
    tries.save([...tries.load() ?? [], nameOf(reason)].slice(-TRIES_KEPT));
    return this.#wasTried(reason);
  }
}

function nameOf(reason: UpdateReason): string {
  switch (reason.kind) {
    case "other-page":
      return `page ${reason.page}`;
    case "misunderstood":
      return `misunderstood by ${reason.by}`;
  }
}
