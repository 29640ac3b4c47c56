import { equal } from "node:assert/strict";
import { kindOf } from "../src/call/ice-url.ts";

for (
  const [url, kind] of [
    ["stun:stun.example:3478", "stun"],
    ["STUNS:stun.example", "stun"],
    ["turn:relay.example", "udp"],
    ["turn:[2001:db8::1]:3478?transport=udp", "udp"],
    ["TURN:relay.example?transport=TCP", "tcp"],
    ["turns:relay.example:443", "tls"],
    ["turns:relay.example?transport=tcp", "tls"],
    ["turns:relay.example?transport=udp", null],
    ["turn:relay.example?transport=quic", null],
    ["turn:relay.example?transport=tcp&more", null],
    ["https://relay.example", null],
    ["", null],
  ] as const
) {
  Deno.test(`"${url}" is ${kind === null ? "nothing that a browser asks" : `asked by ${kind}`}`, () => {
    equal(kindOf(url), kind);
  });
}
