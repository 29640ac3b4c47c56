import type { DeviceState, Person } from "../contract.ts";
import type { CallContext, Ending, Trouble } from "./call-model.ts";
import { type EndOfCall, learnedEnding } from "./ending.ts";

/** What there is to tell beside the state of a call: what went wrong, and how the last one ended. */
export class CallOutcome {
  #trouble: Trouble | null = null;
  #ending: Ending | null = null;
  /** Whom they are about, when the call is over. */
  #peer: Person | null = null;

  constructor(
    /** How a call that is over has ended; null if that is not known. Never fails. */
    private readonly fetchEnd: (callId: string) => Promise<EndOfCall | null>,
    private readonly changed: () => void,
  ) {}

  get trouble(): Trouble | null {
    return this.#trouble;
  }

  get ending(): Ending | null {
    return this.#ending;
  }

  get peer(): Person | null {
    return this.#peer;
  }

  /** Null: what went wrong is so no more. */
  tell(trouble: Trouble | null): void {
    this.#trouble = trouble;
  }

  /** Nobody could be called, or no call be continued, for this. */
  tellUncalled(peer: Person, trouble: Trouble): void {
    this.#ending = null;
    this.#peer = peer;
    this.#trouble = trouble;
  }

  /** The connection is there: what could not be done can be. */
  online(): void {
    if (this.#trouble?.kind === "offline") this.#trouble = null;
  }

  /** There is a call again: how the last one ended is of no interest any more. */
  callBegins(): void {
    this.#ending = null;
  }

  /** How the call has ended; `before` is where it stood in it. Asks for what this device could not be told. */
  callEnds(callId: string, ending: Ending, before: DeviceState): void {
    this.#ending = ending;
    if (ending.reason === null || ending.unheard) void this.#learn(callId, ending, before);
  }

  /** The call is gone; its peer is remembered as long as there is something to tell. */
  callGone(call: CallContext): void {
    this.#peer = this.#ending ?? this.#trouble ? call.peer : null;
  }

  /** It was read. */
  dismiss(): void {
    this.#ending = null;
    this.#trouble = null;
    this.#peer = null;
  }

  async #learn(callId: string, ending: Ending, before: DeviceState): Promise<void> {
    const end = await this.fetchEnd(callId);
    if (end === null || this.#ending !== ending) return;
    this.#ending = learnedEnding(ending, end, before);
    this.changed();
  }
}
