import type { NoPath } from "./roles.ts";

/** What is said in English where no path for the sound was found, once it is certain why. */
export const enPaths = { why } as const;

/** Why the sound found no way, and who can do what about it. */
function why({ cause, name }: NoPath): string {
  const noOtherWay = cause.relayOnly
    ? "this call was to go over the relay only"
    : "your two networks allow no direct connection";
  switch (cause.kind) {
    case "no-encryption":
      return "A path between the two of you was found, but no encrypted connection over it came about in time. " +
        "Try again.";
    case "servers-unknown":
      return "Your browser could not learn which servers help it to find a path for the sound. " +
        "Try again; if it happens often, tell whoever runs this Duet.";
    case "no-relay":
      return cause.relayOnly
        ? "This call was to go over a relay only, and none is set up here. " +
          "Ask whoever runs this Duet to set one up. If that was your own choice, you can change it in your settings."
        : "No relay is set up here, and your two networks allow no direct connection. " +
          "Ask whoever runs this Duet to set one up.";
    case "no-stun":
      return "Neither a relay nor a STUN server is set up here, and your two networks allow no direct connection. " +
        "Ask whoever runs this Duet to set them up.";
    case "relay-silent":
      return `Both devices reached the relay, but nothing came through it, and ${noOtherWay}. ` +
        "Tell whoever runs this Duet.";
    case "relay-refused":
      return `The relay refused the credentials that this Duet makes, and ${noOtherWay}. ` +
        "Tell whoever runs it: its secret or its clock is not the relay’s.";
    case "relay-full":
      return `The relay has no room for another call, and ${noOtherWay}. ` +
        "Try again in a while; if it happens often, tell whoever runs this Duet.";
    case "relay-unreachable":
      return cause.side === "me"
        ? `The relay could not be reached from your network, and ${noOtherWay}. ` +
          "Try another network; if that does not help, tell whoever runs this Duet."
        : `${name}’s device got no address from the relay in time, and there was no other way between the two of you. ` +
          "It may help if they try another network.";
    case "no-network":
      return "Your browser found no way into the network. " +
        "WebRTC may be limited in its settings, or by one of its extensions.";
    case "no-peer-address":
      return `${name}’s device has no address at which yours could reach it. ` +
        "Perhaps it was to use a relay only and got no address from one, or its browser limits WebRTC.";
  }
}
