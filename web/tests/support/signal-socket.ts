import { equal, ok } from "node:assert/strict";
import { type ConnectionState, SignalSocket } from "../../src/call/signal-socket.ts";
import type { SessionAnswer } from "../../src/call/socket-events.ts";
import { PROTOCOL } from "../../src/contract.ts";
import { FakeSocket } from "./fake-socket.ts";
import { ManualClock } from "./manual-clock.ts";
import { ready } from "./messages.ts";

/** A connection to a server that a test plays. */
export function connection() {
  const clock = new ManualClock();
  const sockets: FakeSocket[] = [];
  const states: ConnectionState[] = [];
  const problems: string[] = [];
  const world = {
    session: "signed-in" as SessionAnswer,
    hidden: false,
    checks: 0,
    /** What the question for the session waits for, if it is not answered at once. */
    answer: null as Promise<"signed-in"> | null,
  };
  const signal = new SignalSocket({
    open: (subprotocol) => {
      equal(subprotocol, PROTOCOL);
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    checkSession: () => {
      world.checks += 1;
      return world.answer ?? Promise.resolve(world.session);
    },
    clock,
    report: reportError,
    random: () => 0.5,
    hidden: () => world.hidden,
  }, {
    stateChanged: (state) => states.push(state),
    received: () => {},
    malformed: (problem) => problems.push(problem),
  });
  const socket = () => {
    const last = sockets.at(-1);
    ok(last);
    return last;
  };
  const open = () => {
    signal.connect();
    socket().says(ready());
  };
  return { clock, sockets, states, problems, world, signal, socket, open };
}
