import { equal } from "node:assert/strict";
import { watchNetwork } from "../src/call/network-watch.ts";

class FakeConnection extends EventTarget {
  type?: string;
}

function watched(type?: string) {
  const window = new EventTarget();
  const connection = new FakeConnection();
  if (type !== undefined) connection.type = type;
  const seen = { changes: 0 };
  const stop = watchNetwork(window, connection, () => seen.changes += 1);
  const becomes = (next: string) => {
    connection.type = next;
    connection.dispatchEvent(new Event("change"));
  };
  return { window, connection, seen, stop, becomes };
}

Deno.test("a network that is back is told", () => {
  const { window, seen, stop } = watched();
  window.dispatchEvent(new Event("online"));
  equal(seen.changes, 1);
  stop();
  window.dispatchEvent(new Event("online"));
  equal(seen.changes, 1);
});

Deno.test("another kind of network is told, none is not, and a new estimate of its speed is not", () => {
  const { connection, seen, stop, becomes } = watched("wifi");
  becomes("cellular");
  equal(seen.changes, 1);
  connection.dispatchEvent(new Event("change"));
  equal(seen.changes, 1);
  becomes("none");
  equal(seen.changes, 1);
  becomes("wifi");
  equal(seen.changes, 2);
  stop();
  becomes("cellular");
  equal(seen.changes, 2);
});

Deno.test("where the kind of network is not known only its return is told", () => {
  const { connection, seen } = watched();
  connection.dispatchEvent(new Event("change"));
  equal(seen.changes, 0);
});

Deno.test("a browser without that knowledge is watched all the same", () => {
  const window = new EventTarget();
  let changes = 0;
  watchNetwork(window, undefined, () => changes += 1);
  window.dispatchEvent(new Event("online"));
  equal(changes, 1);
});
