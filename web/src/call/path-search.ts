import type { DeviceState } from "../contract.ts";

/** The states in which a path is looked for: one that was not there yet, or one that had been there. */
export const PATH_SEARCH: Readonly<Record<DeviceState, "connecting" | "reconnecting" | null>> = {
  idle: null,
  dialing: null,
  calling: null,
  redialing: null,
  ringing: null,
  answering: null,
  accepting: null,
  resuming: null,
  continuing: null,
  claiming: null,
  connecting: "connecting",
  connected: null,
  interrupted: null,
  reconnecting: "reconnecting",
};
