import { deepEqual, equal } from "node:assert/strict";
import { checkAddress } from "../src/check/address-check.ts";
import { isPublicAddress } from "../src/check/public-address.ts";
import type { AddressVerdict } from "../src/check/report.ts";
import { FakeProbes, type Treatment } from "./support/fake-probes.ts";
import { ManualClock, settle } from "./support/manual-clock.ts";

async function check(treatment: Treatment, milliseconds: number, host: string | null = null) {
  const clock = new ManualClock();
  const probes = new FakeProbes(clock);
  if (host !== null) probes.host = host;
  probes.treatments.set("stun:", treatment);
  const verdicts: AddressVerdict[] = [];
  const { signal } = new AbortController();
  const server = { urls: ["stun:stun.example"] };
  void checkAddress([server], probes.newProbe, clock, signal).then((verdict) => verdicts.push(verdict));
  await settle();
  clock.advance(milliseconds);
  await settle();
  return { verdict: verdicts[0] ?? null, probes, clock };
}

const FINE = { kind: "fine" };

Deno.test("an address that a STUN server tells is good", async () => {
  const { verdict, probes, clock } = await check({ kind: "works", roundTrip: 0 }, 0);
  deepEqual(verdict, FINE);
  equal(probes.open, 0);
  deepEqual(clock.pending, []);
});

for (
  const [what, line] of [
    ["IPv4", "candidate:1 1 udp 2122260223 203.0.113.7 50000 typ host"],
    ["IPv6", "candidate:1 1 udp 2122260223 2001:db8::7 50000 typ host"],
  ] as const
) {
  Deno.test(`so is a public ${what} address of the device's own, whatever the server says`, async () => {
    deepEqual((await check({ kind: "silent" }, 0, line)).verdict, FINE);
  });
}

Deno.test("a STUN server in the same network knows no other address, and that says nothing of other networks", async () => {
  const { verdict } = await check({ kind: "gives-up" }, 0);
  deepEqual(verdict, { kind: "weak", reason: "same-network" });
});

Deno.test("a STUN server that the browser cannot reach is told at once", async () => {
  const { verdict, probes } = await check({ kind: "errs", codes: [701] }, 0);
  deepEqual(verdict, { kind: "failed", reason: "no-answer" });
  equal(probes.open, 0);
});

Deno.test("one that cannot be reached from one of two addresses may have answered the other", async () => {
  const clock = new ManualClock();
  const probes = new FakeProbes(clock);
  probes.treatments.set("stun:", { kind: "errs", codes: [701] });
  probes.otherHosts = ["candidate:4 1 udp 2122260223 172.17.0.1 50004 typ host"];
  const { signal } = new AbortController();
  const asking = (urls: string[]) => checkAddress([{ urls }], probes.newProbe, clock, signal);
  deepEqual(await asking(["stun:stun.example"]), {
    kind: "weak",
    reason: "unclear",
  });
  probes.treatments.set("stun:", { kind: "errs", codes: [701, 701] });
  deepEqual(await asking(["stun:stun.example"]), { kind: "failed", reason: "no-answer" });
  equal((await asking(["stun:stun.example", "stun:other.example"])).kind, "weak");
});

Deno.test("one that never answers is told within ten seconds", async () => {
  equal((await check({ kind: "silent" }, 9_999)).verdict, null);
  const { verdict, probes } = await check({ kind: "silent" }, 10_000);
  deepEqual(verdict, { kind: "failed", reason: "no-answer" });
  equal(probes.open, 0);
});

Deno.test("addresses of homes, carriers and this machine itself are not public, and others are", () => {
  const own = [
    "10.1.2.3",
    "172.16.0.1",
    "172.31.9.9",
    "192.168.1.1",
    "100.64.0.1",
    "100.127.0.1",
    "127.0.0.1",
  ];
  const hidden = ["169.254.3.4", "0.0.0.0", "fe80::1", "fd12::1", "::1", "28ae34e2-14fc.local", ""];
  for (const address of [...own, ...hidden]) equal(isPublicAddress(address), false, address);
  for (const address of ["203.0.113.7", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2001:db8::1", "3fff::1"]) {
    equal(isPublicAddress(address), true, address);
  }
});
