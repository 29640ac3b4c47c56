import { deepEqual } from "node:assert/strict";
import { PathGathering } from "../src/call/gathering.ts";
import type { IceServers } from "../src/call/ice-servers.ts";

const NONE: IceServers = { servers: [], areKnown: true, relayOnly: false };
const found = (gathering: PathGathering, servers = NONE) => gathering.findings(servers);

Deno.test("candidates of Chromium and of Firefox count by their kind, those for TCP do not", () => {
  const gathering = new PathGathering();
  gathering.gathered("candidate:3 1 TCP 2105524479 e17f3415.local 9 typ host tcptype active");
  gathering.gathered("");
  deepEqual(found(gathering).own.host, false);
  gathering.gathered("candidate:0 1 UDP 2122252543 e17f3415.local 46918 typ host");
  gathering.gathered("candidate:104 1 udp 1677729535 10.88.1.2 54645 typ srflx raddr 0.0.0.0 rport 0");
  const { host, srflx, relay } = found(gathering).own;
  deepEqual({ host, srflx, relay }, { host: true, srflx: true, relay: false });
});

Deno.test("a fault is kept by the kind of server and the way to it, as both browsers write its address", () => {
  const gathering = new PathGathering();
  gathering.faulted("stun:nowhere.invalid:3478", 701);
  gathering.faulted("turn:10.88.9.2:3478", 486); // Firefox leaves UDP out
  gathering.faulted("turn:10.88.9.2:3478?transport=tcp", 401);
  gathering.faulted("turns:10.88.9.2:5349?transport=tcp", 701);
  const { stun, turn_udp, turn_tcp, turn_tls } = found(gathering).own;
  deepEqual({ stun, turn_udp, turn_tcp, turn_tls }, {
    stun: 701,
    turn_udp: 486,
    turn_tcp: 401,
    turn_tls: 701,
  });
});

Deno.test("what is no server, or no code of one, is not told", () => {
  const gathering = new PathGathering();
  gathering.faulted("", 701);
  gathering.faulted("quic:10.0.0.1", 701);
  gathering.faulted("turns:10.0.0.1?transport=udp", 701);
  gathering.faulted("turn:10.0.0.1", 0);
  gathering.faulted("turn:10.0.0.1", 800);
  const { stun, turn_udp, turn_tls } = found(gathering).own;
  deepEqual([stun, turn_udp, turn_tls], [null, null, null]);
});

Deno.test("candidates of the other side count one by one, and in a description", () => {
  const one = new PathGathering();
  one.told("candidate:1 1 udp 1 10.0.0.1 9 typ host");
  deepEqual(found(one).peer, { any: true, relay: false, complete: false });
  const all = new PathGathering();
  all.told("v=0\r\na=candidate:1 1 udp 1 10.0.0.1 9 typ relay raddr 0.0.0.0 rport 0\r\na=end-of-candidates");
  deepEqual(found(all).peer, { any: true, relay: true, complete: false });
  const none = new PathGathering();
  none.told("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111");
  deepEqual(found(none).peer.any, false);
});

Deno.test("which servers there are to ask, and whether only a relay counts, follows from what the connection was given", () => {
  const gathering = new PathGathering();
  const both = found(gathering, {
    servers: [{ urls: "stun:a.example" }, { urls: ["turns:b.example"] }],
    areKnown: true,
    relayOnly: true,
  });
  deepEqual(both.servers, { stun: true, relay: true });
  deepEqual(both.own.relay_only, true);
  const unusable = {
    ...NONE,
    servers: [{ urls: ["turns:b.example?transport=udp", "turn:b.example?transport=x"] }],
  };
  deepEqual(found(gathering, unusable).servers, { stun: false, relay: false });
  deepEqual(found(gathering).servers, { stun: false, relay: false });
  deepEqual(found(gathering, { ...NONE, areKnown: false }).servers, null);
});

Deno.test("a search that was once complete stays so when it is begun anew", () => {
  const gathering = new PathGathering();
  deepEqual([found(gathering).own.complete, found(gathering).peer.complete], [false, false]);
  gathering.gatheredAll();
  gathering.gathered("candidate:0 1 UDP 2122252543 10.0.0.1 46918 typ host");
  deepEqual([found(gathering).own.complete, found(gathering).peer.complete], [true, false]);
  gathering.toldAll();
  gathering.told("candidate:1 1 udp 1 10.0.0.1 9 typ host");
  deepEqual(found(gathering).peer, { any: true, relay: false, complete: true });
});

Deno.test("what a server answers outweighs that it cannot be reached from another network of the machine", () => {
  const gathering = new PathGathering();
  gathering.faulted("turn:10.0.0.1", 701);
  gathering.faulted("turn:10.0.0.1", 401);
  gathering.faulted("turn:10.0.0.1", 701);
  deepEqual(found(gathering).own.turn_udp, 401);
  gathering.faulted("turn:10.0.0.1", 486);
  deepEqual(found(gathering).own.turn_udp, 486);
});

Deno.test("in another network nothing counts that this browser found before", () => {
  const gathering = new PathGathering();
  const untouched = found(gathering);
  gathering.gathered("candidate:0 1 UDP 2122252543 10.0.0.1 46918 typ host");
  gathering.faulted("turn:10.0.0.1", 401);
  gathering.gatheredAll();
  gathering.pathFound();
  gathering.networkChanged();
  deepEqual(found(gathering), untouched);
});
