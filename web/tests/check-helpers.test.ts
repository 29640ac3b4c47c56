import { deepEqual } from "node:assert/strict";
import { sortedHelpers } from "../src/check/helpers.ts";

Deno.test("servers are sorted by what each of their addresses is good for, and keep their credentials", () => {
  const secrets = { username: "u", credential: "c" };
  const { address, relays } = sortedHelpers([
    { urls: "stun:stun.example:3478" },
    {
      urls: [
        "turn:relay.example",
        "turn:relay.example:3478?transport=udp",
        "turn:relay.example:3478?transport=tcp",
        "turns:relay.example:443",
        "TURNS:relay.example:5349?transport=TCP",
        "turns:relay.example?transport=udp",
      ],
      ...secrets,
    },
  ]);
  deepEqual(address, [{ urls: ["stun:stun.example:3478"] }]);
  deepEqual(relays, {
    udp: [{ urls: ["turn:relay.example", "turn:relay.example:3478?transport=udp"], ...secrets }],
    tcp: [{ urls: ["turn:relay.example:3478?transport=tcp"], ...secrets }],
    tls: [{ urls: ["turns:relay.example:443", "TURNS:relay.example:5349?transport=TCP"], ...secrets }],
  });
});

Deno.test("without a STUN server a relay tells addresses as well, asked over UDP", () => {
  const relay = {
    urls: ["turn:relay.example?transport=tcp", "turn:relay.example"],
    username: "u",
    credential: "c",
  };
  deepEqual(sortedHelpers([relay]).address, [{ ...relay, urls: ["turn:relay.example"] }]);
});

Deno.test("where there is nothing there is nothing to check", () => {
  deepEqual(sortedHelpers([]), { address: [], relays: { udp: [], tcp: [], tls: [] } });
});
