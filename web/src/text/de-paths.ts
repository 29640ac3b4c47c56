import type { NoPath } from "./roles.ts";

/** What is said in German where no path for the sound was found. */
export const dePaths = { why } as const;

/** Why the sound found no way, and who can do what about it. */
function why({ cause, name }: NoPath): string {
  const noOtherWay = cause.relayOnly
    ? "dieses Gespräch sollte nur über das Relay gehen"
    : "eure beiden Netze lassen keine direkte Verbindung zu";
  switch (cause.kind) {
    case "no-encryption":
      return "Ein Weg zwischen euch beiden wurde gefunden, aber es kam darüber nicht rechtzeitig eine verschlüsselte " +
        "Verbindung zustande. Versuche es noch einmal.";
    case "servers-unknown":
      return "Dein Browser konnte nicht erfahren, welche Server ihm helfen, einen Weg für den Ton zu finden. " +
        "Versuche es noch einmal; kommt es oft vor, sage es dem, der dieses Duet betreibt.";
    case "no-relay":
      return cause.relayOnly
        ? "Dieses Gespräch sollte nur über ein Relay gehen, und hier ist keines eingerichtet. " +
          "Bitte den, der dieses Duet betreibt, eines einzurichten. Wolltest du es selbst so, kannst du es in deinen " +
          "Einstellungen ändern."
        : "Hier ist kein Relay eingerichtet, und eure beiden Netze lassen keine direkte Verbindung zu. " +
          "Bitte den, der dieses Duet betreibt, eines einzurichten.";
    case "no-stun":
      return "Hier ist weder ein Relay noch ein STUN-Server eingerichtet, und eure beiden Netze lassen keine direkte " +
        "Verbindung zu. Bitte den, der dieses Duet betreibt, sie einzurichten.";
    case "relay-silent":
      return `Beide Geräte haben das Relay erreicht, aber nichts kam hindurch, und ${noOtherWay}. ` +
        "Sage es dem, der dieses Duet betreibt.";
    case "relay-refused":
      return `Das Relay hat die Zugangsdaten abgewiesen, die dieses Duet macht, und ${noOtherWay}. ` +
        "Sage es dem, der es betreibt: sein Geheimnis oder seine Uhr ist nicht die des Relays.";
    case "relay-full":
      return `Das Relay hat keinen Platz für ein weiteres Gespräch, und ${noOtherWay}. ` +
        "Versuche es in einer Weile noch einmal; kommt es oft vor, sage es dem, der dieses Duet betreibt.";
    case "relay-unreachable":
      return cause.side === "me"
        ? `Das Relay war aus deinem Netz nicht zu erreichen, und ${noOtherWay}. ` +
          "Versuche ein anderes Netz; hilft das nicht, sage es dem, der dieses Duet betreibt."
        : `Das Gerät von ${name} bekam nicht rechtzeitig eine Adresse vom Relay, und einen anderen Weg zwischen euch ` +
          "beiden gab es nicht. Vielleicht hilft dort ein anderes Netz.";
    case "no-network":
      return "Dein Browser fand keinen Weg ins Netz. " +
        "Vielleicht ist WebRTC in seinen Einstellungen oder durch eine Erweiterung eingeschränkt.";
    case "no-peer-address":
      return `Das Gerät von ${name} hat keine Adresse, unter der deines es erreichen könnte. ` +
        "Vielleicht sollte es nur ein Relay benutzen und bekam keine Adresse von einem, oder sein Browser schränkt " +
        "WebRTC ein.";
  }
}
