import type { Clock } from "../call/clock.ts";
import { inTime } from "./in-time.ts";
import { candidateOf, type NewProbe, type ProbeConnection } from "./probe-connection.ts";
import { isPublicAddress } from "./public-address.ts";
import { type AddressVerdict, NO_TIMES } from "./report.ts";

/** A STUN server that has not answered by then does not help a call either. Milliseconds. */
const PATIENCE = 10_000;
/** The browser could not reach a server (W3C WebRTC, `RTCPeerConnectionIceErrorEvent.errorCode`). */
const UNREACHABLE = 701;

/** Does the browser learn an address of its own under which others can reach it? */
export async function checkAddress(
  servers: readonly RTCIceServer[],
  newProbe: NewProbe,
  clock: Clock,
  signal: AbortSignal,
): Promise<AddressVerdict> {
  if (servers.length === 0) return { kind: "weak", reason: "none", times: NO_TIMES };
  const began = clock.now();
  const { promise: found, resolve } = Promise.withResolvers<AddressVerdict>();
  const noAnswer: AddressVerdict = { kind: "failed", reason: "no-answer" };
  const probe = newProbe({ iceServers: [...servers] });
  let isUnreachable = false;
  probe.onicecandidateerror = ({ errorCode }) => isUnreachable ||= errorCode === UNREACHABLE;
  probe.onicecandidate = ({ candidate }) => {
    if (candidate === null) {
      return resolve(isUnreachable ? noAnswer : { kind: "weak", reason: "same-network", times: NO_TIMES });
    }
    const { address, type } = candidateOf(candidate.candidate);
    if (type === "srflx" || (type === "host" && isPublicAddress(address))) {
      resolve({ kind: "fine", times: { took: clock.now() - began, roundTrip: null } });
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
