import { candidateOf } from "../call/candidate-line.ts";
import type { Clock } from "../call/clock.ts";
import { inTime } from "../call/in-time.ts";
import { UNREACHABLE } from "../call/stun-codes.ts";
import type { NewProbe, ProbeConnection } from "./probe-connection.ts";
import { isPublicAddress } from "./public-address.ts";
import type { AddressVerdict } from "./report.ts";

/** A STUN server that has not answered by then does not help a call either. Milliseconds. */
const PATIENCE = 10_000;

/** Does the browser learn an address of its own under which others can reach it? */
export async function checkAddress(
  servers: readonly RTCIceServer[],
  newProbe: NewProbe,
  clock: Clock,
  signal: AbortSignal,
): Promise<AddressVerdict> {
  if (servers.length === 0) return { kind: "weak", reason: "none" };
  const { promise: found, resolve } = Promise.withResolvers<AddressVerdict>();
  const noAnswer: AddressVerdict = { kind: "failed", reason: "no-answer" };
  const probe = newProbe({ iceServers: [...servers] });
  // A browser asks each server from each of its own addresses, and says of each time whether it was in vain.
  const addresses = new Set<string>();
  const asked = servers.flatMap(({ urls }) => urls).length;
  let inVain = 0;
  probe.onicecandidateerror = ({ errorCode }) => inVain += errorCode === UNREACHABLE ? 1 : 0;
  probe.onicecandidate = ({ candidate }) => {
    if (candidate === null) {
      if (inVain > 0 && inVain >= asked * addresses.size) return resolve(noAnswer);
      const reason = inVain > 0 ? "unclear" : "same-network";
      return resolve({ kind: "weak", reason });
    }
    const found = candidateOf(candidate.candidate);
    if (found?.kind === "host") addresses.add(found.address);
    if (found?.kind === "srflx" || (found?.kind === "host" && isPublicAddress(found.address))) {
      resolve({ kind: "fine" });
    }
  };
  signal.addEventListener("abort", () => resolve(noAnswer));
  try {
    gather(probe).catch(() => resolve(noAnswer));
    return await inTime(found, noAnswer, PATIENCE, clock);
  } finally {
    probe.close();
  }
}

async function gather(probe: ProbeConnection): Promise<void> {
  probe.createDataChannel("check");
  await probe.setLocalDescription(await probe.createOffer());
}
