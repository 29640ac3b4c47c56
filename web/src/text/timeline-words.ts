import type { Measure, ServerFaults, TimelineLine } from "../api/call-timeline.ts";
import { UNKNOWN } from "../decoding/decoder.ts";
import { isolated } from "./isolation.ts";
import type { LateText } from "./late-text.ts";
import { clockDuration, shortDuration } from "./time.ts";
import { lookUp } from "./words.ts";

/** Whose doing a line is: "You", "Bo", "Bo, device 2". */
export function whoWords(line: TimelineLine, name: string, text: LateText): string {
  const { who } = line;
  const { you, server } = text.details;
  const person = who === "me" ? you : who === "peer" ? isolated(name) : server;
  const device = deviceWords(line, text);
  return device === null ? person : `${person}, ${device}`;
}

/** Which device of somebody's it is; null for the first, which is the person as long as there is no other. */
export function deviceWords({ device }: TimelineLine, text: LateText): string | null {
  return device === null || device <= 1 ? null : text.details.device(device);
}

/** What a line tells, without whose doing it is. */
export function lineWords(line: TimelineLine, text: LateText): string {
  const { lines } = text.details;
  switch (line.kind) {
    case "placed":
      return lines.placed[line.reach === null ? UNKNOWN : line.reach];
    case "ended":
      return lookUp(lines.ended, line.reason ?? UNKNOWN) ?? lines.ended.other;
    case "searched": {
      const { searched } = lines;
      const found = line.found.flatMap((kind) => lookUp(searched.kinds, kind) ?? []);
      const all = found.length === 0 ? searched.none : found.join(", ");
      return [
        line.complete ? searched.complete(all) : searched.incomplete(all),
        ...faultWords(line.faults, text),
      ].join("; ");
    }
    case "sounded": {
      const title = line.span === "call" ? lines.soundedInAll : lines.sounded;
      const parts = soundParts(line, text).map(({ label, value }) => `${label}: ${value}`);
      return `${title}: ${parts.join("; ")}`;
    }
    case "media":
      return line.media === UNKNOWN ? lines.unknown : lines.media[line.media];
    case "connected":
      return line.replaced ? lines.replaced : lines.connected;
    case "notified":
      return line.taken ? lines.taken : lines.notTaken;
    case "deadline_passed":
      return lines.deadline[line.deadline ?? UNKNOWN];
    case "declined":
    case "asked_again":
    case "accepted":
    case "called_back":
    case "continued":
    case "wants_offer":
    case "offered":
    case "answered":
    case "muted":
    case "unmuted":
    case "disconnected":
    case "server_restarted":
    case UNKNOWN:
      return lines[line.kind];
  }
}

/** As they are called in every language. */
const CODEC_NAMES = {
  opus: "Opus",
  red: "Opus (RED)",
  g722: "G.722",
  pcmu: "G.711 µ-law",
  pcma: "G.711 A-law",
};

export type Sounded = Extract<TimelineLine, { kind: "sounded" }>;

export interface SoundPart {
  readonly label: string;
  readonly value: string;
}

/** What a device has told of how it sounded, what it has not told left out. */
export function soundParts(sound: Sounded, text: LateText): SoundPart[] {
  const { details } = text;
  const measures: [string, Measure | null, (value: number) => string][] = [
    [details.roundTrip, sound.roundTrip, (value) => shortDuration(value, text.locale)],
    [details.loss, sound.loss, (value) => percent(value / 100, text.locale)],
    [details.jitter, sound.jitter, (value) => shortDuration(value, text.locale)],
    [details.madeUp, sound.concealed, (value) => percent(value / 100, text.locale)],
    [details.level, sound.level, (value) => decibels(value, text.locale)],
  ];
  const way = wayWords(sound.path, sound.transport, text);
  const codec = sound.codec === null || sound.codec === UNKNOWN
    ? null
    : sound.codec === "other"
    ? details.otherCodec
    : CODEC_NAMES[sound.codec];
  return [
    ...(way === null ? [] : [{ label: details.way, value: way }]),
    ...(codec === null ? [] : [{ label: details.codec, value: codec }]),
    ...measures.flatMap(([label, measure, say]) =>
      measure === null
        ? []
        : [{ label, value: details.meanAndHighest(say(measure.mean), say(measure.highest)) }]
    ),
  ];
}

/** Null where it is not known. */
export function wayWords(
  path: Sounded["path"],
  transport: Sounded["transport"],
  text: LateText,
): string | null {
  if (path === null || path === UNKNOWN) return null;
  const way = text.details.ways[path];
  return transport === null || transport === UNKNOWN ? way : text.details.by(way, transport.toUpperCase());
}

/** The whole as text to send to somebody who can help. */
export function timelineText(lines: readonly TimelineLine[], name: string, text: LateText): string {
  const told = lines.map((line) =>
    `${sinceStart(line, lines)}\t${whoWords(line, name, text)}: ${lineWords(line, text)}`
  );
  const [first] = lines;
  const begin = first === undefined ? "" : new Date(first.at).toISOString();
  return [`${text.app.name}: ${text.details.title(name)}`, begin, ...told].join("\n");
}

/** "0:03": how long after the first line. */
export function sinceStart({ at }: TimelineLine, lines: readonly TimelineLine[]): string {
  return clockDuration(at - (lines[0]?.at ?? at));
}

/** A level in dB, with the minus sign of the language. */
export function decibels(value: number, locale: string): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value).replace("-", "−")} dB`;
}

/** Of a part, 0 to 1. */
export function percent(part: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(part);
}

function faultWords(faults: ServerFaults | null, text: LateText): string[] {
  const { servers, fault, silent } = text.details.lines.searched;
  if (faults === null) return [];
  return (["stun", "turnUdp", "turnTcp", "turnTls"] as const).flatMap((server) => {
    const code = faults[server];
    if (code === null) return [];
    return code === NO_ANSWER ? silent(servers[server]) : fault(servers[server], code);
  });
}

/** W3C WebRTC, `errorCode`. */
const NO_ANSWER = 701;
