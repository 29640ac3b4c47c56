import { deepEqual, equal, ok } from "node:assert/strict";
import type { SocketEvent } from "../src/call/socket-events.ts";
import { CLOSED, handle, type SocketMachine } from "../src/call/socket-machine.ts";
import type { ClientMessage } from "../src/contract.ts";
import { explore, type Move } from "./support/explore.ts";
import { ready, said } from "./support/messages.ts";

// Everything that can happen to the connection, in every order: the whole set of states is visited.

/** The machine with what it has brought about outside. */
interface World {
  readonly machine: SocketMachine;
  readonly now: number;
  readonly hidden: boolean;
  /** Those that are open, and whether the server has said on it that it is ready. */
  readonly sockets: ReadonlyMap<number, "opening" | "ready">;
  /** When each timer that runs is due. */
  readonly timers: ReadonlyMap<number, number>;
  /** Questions that have no answer yet. */
  readonly checks: ReadonlySet<number>;
}

const START: World = {
  machine: CLOSED,
  now: 0,
  hidden: false,
  sockets: new Map(),
  timers: new Map(),
  checks: new Set(),
};

const MESSAGE: ClientMessage = {
  type: "call:accept",
  from_user_id: "a",
  to_user_id: "b",
  payload: { call_id: "c", take_over: false },
};
const PONG = said("session:pong", { sent_at: 0 });
const HOUR = 3_600_000;

/** Takes one event and performs what follows. Whatever is ordered of something that is not there throws. */
function take(world: World, event: SocketEvent): World {
  const { machine, effects } = handle(world.machine, event, {
    now: world.now,
    wallTime: 0,
    hidden: world.hidden,
    random: 0.5,
  });
  const sockets = new Map(world.sockets);
  const timers = new Map(world.timers);
  const checks = new Set(world.checks);
  for (const effect of effects) {
    switch (effect.kind) {
      case "startTimer":
        equal(timers.size, 0, "one timer at a time");
        ok(effect.delay >= 0 && Number.isFinite(effect.delay), "a delay is a time");
        timers.set(effect.timer, world.now + effect.delay);
        break;
      case "cancelTimer":
        timers.delete(effect.timer);
        break;
      case "checkSession":
        checks.add(effect.check);
        break;
      case "openSocket":
        equal(sockets.size, 0, "one socket at a time: the one before is closed first");
        sockets.set(effect.socket, "opening");
        break;
      case "closeSocket":
        ok(sockets.delete(effect.socket) || isEventOf(event, effect.socket), "only an open socket is closed");
        break;
      case "send":
        equal(sockets.get(effect.socket), "ready", "only a socket that is ready is written to");
        break;
      case "deliver":
        ok(event.kind === "messageReceived" && sockets.has(event.socket), "an old socket is not heard");
        break;
      case "reportMalformed":
        ok(event.kind === "malformedReceived" && sockets.has(event.socket), "an old socket is not heard");
        break;
    }
  }
  return { ...world, machine, sockets, timers, checks };
}

function isEventOf(event: SocketEvent, socket: number): boolean {
  return event.kind === "socketClosed" && event.socket === socket;
}

function moves(world: World): Move<World>[] {
  const found: Move<World>[] = [];
  const may = (name: string, before: World, event: SocketEvent) =>
    found.push({ name, world: take(before, event) });
  may("connect", world, { kind: "connectRequested" });
  may("disconnect", world, { kind: "disconnectRequested" });
  may("network", world, { kind: "networkChanged" });
  may("look", world, { kind: "pageShown" });
  may("stop", world, { kind: "pageStopped" });
  may("go on", world, { kind: "pageGoesOn" });
  may("suspicion", world, { kind: "suspected" });
  may("send", world, { kind: "sendRequested", message: MESSAGE });
  found.push({ name: world.hidden ? "show" : "hide", world: { ...world, hidden: !world.hidden } });
  for (const [timer, due] of world.timers) {
    for (const late of [0, HOUR]) {
      const timers = new Map(world.timers);
      timers.delete(timer);
      may(late === 0 ? "timer" : "late timer", { ...world, now: due + late, timers }, {
        kind: "timerFired",
        timer,
      });
    }
    if (due - world.now > 4_000) found.push({ name: "4 s", world: { ...world, now: world.now + 4_000 } });
  }
  for (const check of world.checks) {
    const checks = new Set(world.checks);
    checks.delete(check);
    for (const answer of ["signed-in", "signed-out", "other-user", "unreachable", "intercepted"] as const) {
      may(answer, { ...world, checks }, { kind: "sessionChecked", check, answer });
    }
  }
  for (const socket of world.sockets.keys()) {
    const isReady = new Map(world.sockets).set(socket, "ready");
    may("ready", { ...world, sockets: isReady }, { kind: "messageReceived", socket, message: ready() });
    may("pong", world, { kind: "messageReceived", socket, message: PONG });
    for (const isReady of [false, true]) {
      may("malformed", world, { kind: "malformedReceived", socket, problem: "x", isReady });
    }
    const sockets = new Map(world.sockets);
    sockets.delete(socket);
    for (const code of [1006, 4001]) {
      may(`close ${code}`, { ...world, sockets }, { kind: "socketClosed", socket, code });
    }
  }
  return found;
}

/** Identities by what they are for, times by how far away they are: what is left are finitely many worlds. */
function key({ machine, now, hidden, sockets, timers, checks }: World): string {
  const { state, attempt, obstacle, delays } = machine;
  const own = {
    timer: "timer" in state ? state.timer : null,
    check: "check" in state ? state.check : null,
  };
  return JSON.stringify([
    state.kind,
    "unansweredSince" in state && state.unansweredSince !== null ? now - state.unansweredSince : null,
    "probedAt" in state && state.probedAt !== null ? now - state.probedAt : null,
    "probeWithin" in state ? Math.min(state.probeWithin, 30_000) : null,
    state.kind === "opening" ? Math.min(now - state.since, 10_000) : null,
    Math.min(attempt, delays.length),
    obstacle,
    hidden,
    [...sockets.values()],
    [...timers].map(([timer, due]) => [timer === own.timer, due - now]),
    // Of answers that come too late, one is as good as many.
    checks.has(own.check ?? 0),
    [...checks].some((check) => check !== own.check),
  ]);
}

function check(world: World): void {
  const { state } = world.machine;
  const socket = "socket" in state ? state.socket : null;
  deepEqual([...world.sockets.keys()], socket === null ? [] : [socket], "its socket is open, and no other");
  const timer = "timer" in state ? state.timer : null;
  deepEqual([...world.timers.keys()], timer === null ? [] : [timer], "its timer runs, and no other");
  if (state.kind === "open") equal(world.sockets.get(state.socket), "ready");
  if (state.kind === "checking") ok(world.checks.has(state.check), "an answer is on its way");
  lateIsNothing(world);
  equal(take(world, { kind: "connectRequested" }).machine.state.kind, "opening");
  equal(take(world, { kind: "disconnectRequested" }).machine.state.kind, "closed");
  comesBack(world);
}

/** Whatever is told of a timer, a question or a socket that is not the state's own changes nothing. */
function lateIsNothing({ machine, now, hidden }: World): void {
  const { state } = machine;
  const current = [
    "timer" in state ? state.timer : null,
    "check" in state ? state.check : null,
    "socket" in state ? state.socket : null,
  ];
  for (let id = Math.max(0, machine.issued - 4); id <= machine.issued; id += 1) {
    const events: SocketEvent[] = [
      { kind: "timerFired", timer: id },
      { kind: "sessionChecked", check: id, answer: "signed-in" },
      { kind: "messageReceived", socket: id, message: ready() },
      { kind: "malformedReceived", socket: id, problem: "x", isReady: true },
      { kind: "socketClosed", socket: id, code: 1006 },
    ];
    if (current.includes(id)) continue;
    for (const event of events) {
      deepEqual(handle(machine, event, { now, wallTime: 0, hidden, random: 0.5 }), { machine, effects: [] });
    }
  }
}

/** With a server that answers, whatever is under way ends in a connection, and nothing else has to happen. */
function comesBack(world: World): void {
  let next = world;
  for (let step = 0; step < 4; step += 1) {
    const { state } = next.machine;
    const timers = new Map(next.timers);
    switch (state.kind) {
      case "waiting":
        timers.delete(state.timer);
        next = take({ ...next, timers }, { kind: "timerFired", timer: state.timer });
        break;
      case "checking":
        next = take(next, { kind: "sessionChecked", check: state.check, answer: "signed-in" });
        break;
      case "opening":
        next = take(next, { kind: "messageReceived", socket: state.socket, message: ready() });
        break;
      case "closed":
      case "open":
      case "stopped":
      case "signed-out":
      case "other-user":
      case "replaced":
      case "misunderstood":
        return;
    }
  }
  equal(next.machine.state.kind, "open");
}

Deno.test("in every state that can be reached the connection holds one socket and one timer at most", () => {
  const worlds = explore({ start: START, moves, key, check });
  const kinds = new Set(worlds.map(({ machine }) => machine.state.kind));
  deepEqual([...kinds].sort(), [
    "checking",
    "closed",
    "misunderstood",
    "open",
    "opening",
    "other-user",
    "replaced",
    "signed-out",
    "stopped",
    "waiting",
  ]);
  console.log(`${worlds.length} states of the connection`);
});
