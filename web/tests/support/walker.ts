import { SPEAKS_FIRST } from "../../src/call/negotiation-pace.ts";
import type { PathState } from "../../src/call/path-state.ts";
import { type EndReason, NEGOTIATION_WAITS, type ServerMessage, type Snapshot } from "../../src/contract.ts";
import { FakeStorage } from "./fake-storage.ts";
import { bo, said, snapshot, timers } from "./messages.ts";
import { Phone } from "./phone.ts";

const [FIRST_WAIT = 0] = NEGOTIATION_WAITS;

/** What happened, the state afterwards, and what was said. Printed by the model, see `Walk.swift`. */
export type Entry = readonly [fact: string, state: string, said: readonly string[]];

/** Leads a phone along a walk of the model. */
export class Walker {
  readonly #storage = new FakeStorage();
  #phone: Phone;
  /** Answers the question for the microphone. */
  #answer: () => void = () => {};

  constructor() {
    this.#phone = new Phone(this.#storage);
    this.#ask();
  }

  get state(): string {
    return this.#phone.state;
  }

  async take(fact: string): Promise<void> {
    const [kind, ...words] = fact.split(" ");
    const { runner } = this.#phone;
    switch (kind) {
      case "press":
        this.#press(words);
        break;
      case "microphone":
        this.#phone.microphone.problem = words[0] === "opens" ? null : "not-found";
        this.#answer();
        await this.#phone.settle();
        this.#ask();
        break;
      case "hear":
        this.#hear(words);
        break;
      case "line":
        this.#phone.loseConnection();
        break;
      case "network":
        this.#phone.loseConnection();
        runner.networkChanged();
        break;
      case "page":
        this.#page(words);
        break;
      case "path":
        this.#phone.clock.sleep(FIRST_WAIT); // the model does not know that tries are paced
        this.#phone.peer?.path(words[0] as PathState);
        break;
      case "no":
        this.#phone.clock.runFirst(); // no answer: it is due before every deadline
        break;
      case "timer":
        this.#passTimer();
        break;
      default:
        throw new Error(`nobody knows what "${fact}" is`);
    }
    await this.#phone.settle();
  }

  /** What was said since the last time, in the model's words; candidates are not followed. */
  takeSaid(): string[] {
    return this.#phone.sent.splice(0).map(({ type, payload }) => {
      const call = "call_id" in payload ? payload.call_id.replace("call-", "") : "";
      if ("take_over" in payload && payload.take_over) return `${type} ${call} take-over`;
      return "reason" in payload ? `${type} ${call} ${payload.reason}` : `${type} ${call}`;
    });
  }

  /** How many timers of the call are set. */
  get timers(): number {
    return this.#phone.clock.pending.length;
  }

  /** From now on the microphone opens, or does not, when the walk says so. */
  #ask(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#phone.microphone.question = promise;
    this.#answer = resolve;
  }

  #page([happens]: readonly string[]): void {
    if (happens === "sleeps") {
      this.#phone.clock.sleep(2 * timers.ring);
      return this.#phone.loseConnection();
    }
    this.#phone.runner.dispose();
    this.#phone = new Phone(this.#storage, "offline");
    this.#ask();
  }

  #press([button, call]: readonly string[]): void {
    const { runner } = this.#phone;
    switch (button) {
      case "call":
        this.#phone.nextCallId = `call-${call}`;
        return runner.callPressed(bo);
      case "accept":
        return runner.acceptPressed();
      case "continue":
        return runner.continuePressed();
      case "decline":
        return runner.declinePressed();
      case "hang-up":
        return runner.hangUpPressed();
    }
  }

  /** The deadline of the state, which is due last; without the server that of a first path is looked at twice. */
  #passTimer(): void {
    const before = this.#phone.state;
    for (let looks = 0; looks < 2 && this.#phone.state === before; looks += 1) this.#phone.clock.passLast();
  }

  /** Nor does it know that one who has come back speaks first: it tries at once. */
  #letPeerSpeak(): void {
    const { clock } = this.#phone;
    if (clock.pending.includes(SPEAKS_FIRST)) clock.advance(SPEAKS_FIRST);
  }

  #hear([type, ...words]: readonly string[]): void {
    const { runner } = this.#phone;
    const call_id = `call-${words[0]}`;
    switch (type) {
      case "session:ready":
        return this.#phone.comeBack(snapshotOf(words));
      case "session:call":
        this.#phone.clock.sleep(SPEAKS_FIRST); // nor that a try of a moment ago is enough
        runner.received(said("session:call", { call: snapshotOf(words) }));
        return this.#letPeerSpeak();
      case "call:incoming":
        return runner.received(
          said("call:incoming", { call_id, caller: bo, expires_at: "2030-01-01T00:00:45.000Z" }),
        );
      case "call:accept":
        return runner.received(said("call:accept", { call_id }, bo.id));
      case "call:reject":
        return runner.received(said("call:reject", { call_id, reason: words[1] as EndReason }, bo.id));
      case "call:end":
        return runner.received(said("call:end", { call_id, reason: words[1] as EndReason }, bo.id));
      case "call:offer":
        return runner.received(said("call:offer", { call_id, sdp: sdpOf(words) }, bo.id));
      case "call:answer":
        return runner.received(said("call:answer", { call_id, sdp: sdpOf(words) }, bo.id));
      case "call:ice-candidate":
        return runner.received(said("call:ice-candidate", { call_id, candidate: null }, bo.id));
      case "session:error":
        return runner.received(refusal(call_id));
      default:
        throw new Error(`nobody knows the message "${type}"`);
    }
  }
}

function refusal(call_id: string): ServerMessage {
  return said("session:error", { code: "wrong_state", message: "", type: "call:offer", call_id });
}

/** The fake connection finds out of the first word what a real one finds out of fingerprint and origin. */
function sdpOf(words: readonly string[]): string {
  return words.includes("new") ? `new ${words.join(" ")}` : words.join(" ");
}

function snapshotOf(words: readonly string[]): Snapshot | null {
  const [call, state, role, place, signaling, alias] = words;
  if (call === "none") return null;
  return snapshot({
    call_id: `call-${call}`,
    state: state as Snapshot["state"],
    role: role as Snapshot["role"],
    this_device: place === "here",
    peer_signaling: signaling === "up",
    alias: alias?.startsWith("alias-") === true ? `call-${alias.slice("alias-".length)}` : null,
    answered_at: state === "in-call" ? "2023-11-14T22:13:00.000Z" : null,
  });
}
