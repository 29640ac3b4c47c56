import { deepEqual } from "node:assert/strict";
import { type PathCause, pathCause } from "../src/call/path-findings.ts";
import { findings, type Told } from "./support/findings.ts";

const alone = { host: false, srflx: false };

/** What was found, and what is told of it: the kind, and whose device where that matters. */
const causes: readonly (readonly [what: string, Told, cause: string | null])[] = [
  ["there is no relay", { servers: { relay: false } }, "no-relay"],
  ["there is no server at all", { servers: { relay: false, stun: false } }, "no-stun"],
  ["the relay knows other secrets", { own: { turn_udp: 401, turn_tcp: 701 } }, "relay-refused"],
  ["the relay is full", { own: { turn_udp: 701, turn_tcp: 486 } }, "relay-full"],
  ["the relay gives no answer", { own: { turn_udp: 701 } }, "relay-unreachable me"],
  ["the relay has not answered yet", { own: { complete: false } }, "relay-unreachable me"],
  ["it is both sides’ relay", { own: { turn_tls: 441 }, peer: { relay: false } }, "relay-refused"],
  ["only the other side lacks the relay", { own: { relay: true } }, "relay-unreachable peer"],
  ["one fault beside a relay that helped", {
    own: { relay: true, turn_tcp: 701 },
    peer: { relay: true },
  }, "relay-silent"],
  ["the browser finds nothing", { own: alone }, "no-network"],
  ["the browser has not found anything yet", { own: { ...alone, complete: false } }, "relay-unreachable me"],
  [
    "the other browser finds nothing",
    { peer: { any: false }, servers: { relay: false } },
    "no-peer-address",
  ],
  ["the other browser finds nothing, and there is a relay", {
    own: { relay: true },
    peer: { any: false },
  }, "no-peer-address"],
  ["the other side’s browser still asks the relay", {
    own: { relay: true },
    peer: { complete: false },
  }, "relay-unreachable peer"],
  ["nobody said which servers there are", { servers: null }, "servers-unknown"],
  ["only a relay may be used, and nobody said which there are", {
    own: { ...alone, relay_only: true },
    servers: null,
  }, "servers-unknown"],
  ["a path is there, and only the encryption is missing", {
    servers: { relay: false },
    isPathFound: true,
  }, "no-encryption"],
  ["the other side has told nothing", {
    own: { relay: true },
    peer: { any: false, complete: false },
  }, null],
  [
    "only a relay may be used, and none helps",
    { own: { ...alone, relay_only: true } },
    "relay-unreachable me",
  ],
  ["only a relay may be used, and there is none", {
    own: { ...alone, relay_only: true },
    servers: { relay: false },
  }, "no-relay"],
];

for (const [what, told, expected] of causes) {
  Deno.test(`why there was no path: ${what}`, () => {
    deepEqual(inWords(pathCause(findings(told))), expected);
    const isRelayOnly = told.own?.relay_only === true;
    deepEqual(pathCause(findings(told))?.relayOnly ?? false, isRelayOnly);
  });
}

function inWords(cause: PathCause | null): string | null {
  if (cause === null) return null;
  return "side" in cause ? `${cause.kind} ${cause.side}` : cause.kind;
}
