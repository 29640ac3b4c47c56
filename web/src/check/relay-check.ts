import type { Clock } from "../call/clock.ts";
import { inTime } from "../call/in-time.ts";
import { relayFault } from "../call/stun-codes.ts";
import type { NewProbe } from "./probe-connection.ts";
import { RelayLoop } from "./relay-loop.ts";
import { type RelayVerdict, SLOW_ROUND_TRIP } from "./report.ts";

/** A relay that has not connected by then would be too late for a call as well. Milliseconds. */
const PATIENCE = 7_500;
/** The shortest of so many round trips counts: the first ones find a machine that is busy connecting. */
const ROUND_TRIPS = 3;

/** Does sound come through a relay, asked over one transport? With two connections that can use nothing else. */
export async function checkRelay(
  servers: readonly RTCIceServer[],
  newProbe: NewProbe,
  clock: Clock,
  signal: AbortSignal,
): Promise<RelayVerdict> {
  if (servers.length === 0) return { kind: "weak", reason: "not-set-up" };
  const began = clock.now();
  const end = Promise.withResolvers<RelayVerdict>();
  const roundTrips: number[] = [];
  let took = 0;
  let sent = 0;
  const send = () => {
    sent = clock.now();
    loop.send();
  };
  const loop = new RelayLoop(servers, newProbe, {
    opened: () => {
      took = clock.now() - began;
      send();
    },
    echoed: () => {
      roundTrips.push(clock.now() - sent);
      if (roundTrips.length < ROUND_TRIPS) return send();
      end.resolve(working(took, Math.min(...roundTrips)));
    },
    withoutAddress: () =>
      end.resolve({ kind: "failed", reason: relayFault(loop.errorCodes) ?? "no-address" }),
  });
  const giveUp = () => end.resolve({ kind: "failed", reason: "unreachable" });
  signal.addEventListener("abort", giveUp);
  try {
    loop.connect().catch(giveUp);
    return await inTime(end.promise, null, PATIENCE, clock) ?? unfinished(loop);
  } finally {
    loop.close();
  }
}

function working(took: number, roundTrip: number): RelayVerdict {
  return roundTrip < SLOW_ROUND_TRIP
    ? { kind: "fine", took, roundTrip }
    : { kind: "weak", reason: "slow", roundTrip };
}

/** What it was when time is up. */
function unfinished(loop: RelayLoop): RelayVerdict {
  if (loop.hasAddresses) return { kind: "weak", reason: "not-relayed" };
  return { kind: "failed", reason: relayFault(loop.errorCodes) ?? "unreachable" };
}
