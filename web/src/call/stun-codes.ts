/**
 * Error codes of ICE candidates: those of STUN and TURN (RFC 8489 section 14.8, RFC 8656 section 19), and one of the
 * browser's own (W3C WebRTC, `RTCPeerConnectionIceErrorEvent.errorCode`).
 */
const REFUSED: readonly (number | null)[] = [401, 403, 431, 441];
const FULL: readonly (number | null)[] = [486, 508];
export const UNREACHABLE = 701;

/** Why a relay lends no address; null where no code says. What it says outweighs that another way to it fails. */
export function relayFault(codes: readonly (number | null)[]): "refused" | "full" | "unreachable" | null {
  if (codes.some((code) => REFUSED.includes(code))) return "refused";
  if (codes.some((code) => FULL.includes(code))) return "full";
  return codes.includes(UNREACHABLE) ? "unreachable" : null;
}
