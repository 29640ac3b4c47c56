import {
  type CheckLine,
  type CheckReport,
  type MicrophoneVerdict,
  type RelayVerdict,
  type ServerVerdict,
  summaryOf,
  type Transport,
} from "../check/report.ts";
import type { MicrophoneProblem } from "../call/microphone-failure.ts";
import type { LateText } from "./late-text.ts";
import { shortDuration } from "./time.ts";
import { type BrowserFamily, type Message, problemWords } from "./words.ts";

/** What a line has found, and what that means for calls; empty while there is nothing to say. */
export function lineWords(line: CheckLine, browser: BrowserFamily, text: LateText): string {
  const { check } = text;
  switch (line.subject) {
    case "microphone":
      return microphoneWords(line.verdict, browser, text);
    case "loudspeaker":
      return check.loudspeaker["reason" in line.verdict ? line.verdict.reason : line.verdict.kind];
    case "server":
      return serverWords(line.verdict, text);
    case "helpers":
      return "reason" in line.verdict ? check.helpers[line.verdict.reason] : "";
    case "address":
      if (line.verdict.kind === "fine") return check.address.fine;
      return "reason" in line.verdict ? check.address[line.verdict.reason] : "";
    case "relay":
      if (line.verdict.kind === "failed") return check.helpers[line.verdict.reason];
      return "reason" in line.verdict ? check.relay[line.verdict.reason] : "";
    case "relay-udp":
      return relayWords("udp", line.verdict, text);
    case "relay-tcp":
      return relayWords("tcp", line.verdict, text);
    case "relay-tls":
      return relayWords("tls", line.verdict, text);
  }
}

/** The whole as text to send to somebody who can help: what was found, with what browser, and no addresses. */
export function reportText(
  report: CheckReport,
  userAgent: string,
  browser: BrowserFamily,
  text: LateText,
): string {
  const { check } = text;
  const lines = report.map((line) => {
    const words = lineWords(line, browser, text);
    const found = `${check.subjects[line.subject]}: ${check.verdicts[line.verdict.kind]}`;
    return words === "" ? found : `${found}. ${words}`;
  });
  return [`${text.app.name}: ${check.summary[summaryOf(report)]}`, ...lines, userAgent].join("\n");
}

function microphoneWords(verdict: MicrophoneVerdict, browser: BrowserFamily, text: LateText): string {
  const { microphone } = text.check;
  switch (verdict.kind) {
    case "waiting":
      return microphone.waiting;
    case "running":
      return microphone.running;
    case "fine":
      return microphone.fine;
    case "weak":
      return microphone[verdict.reason];
    case "failed": {
      const { title, detail } = whyNoMicrophone(verdict.reason, browser, text);
      return detail === null ? `${title}.` : `${title}. ${detail}`;
    }
    case "skipped":
      return microphone.inCall;
  }
}

function whyNoMicrophone(problem: MicrophoneProblem, browser: BrowserFamily, text: LateText): Message {
  switch (problem) {
    case "insecure":
    case "forbidden":
    case "not-offered":
      return text.obstacles[problem];
    case "not-allowed":
    case "not-found":
    case "not-readable":
    case "unknown":
      return problemWords(problem, browser, text);
  }
}

function serverWords(verdict: ServerVerdict, text: LateText): string {
  const { server } = text.check;
  switch (verdict.kind) {
    case "waiting":
    case "running":
      return "";
    case "fine":
      return server.fine(duration(verdict.roundTrip, text));
    case "weak":
      return server.slow(duration(verdict.roundTrip, text));
    case "failed":
      return server[verdict.reason];
  }
}

function relayWords(transport: Transport, verdict: RelayVerdict, text: LateText): string {
  const { relay } = text.check;
  switch (verdict.kind) {
    case "waiting":
    case "running":
      return "";
    case "fine":
      return relay.fine(duration(verdict.took, text), duration(verdict.roundTrip, text));
    case "weak":
      switch (verdict.reason) {
        case "not-set-up":
          return relay.notSetUp[transport];
        case "slow":
          return relay.slow(duration(verdict.roundTrip, text));
        case "not-relayed":
          return relay["not-relayed"];
      }
      return verdict satisfies never;
    case "failed":
      return relay[verdict.reason];
  }
}

/** How long an answer took, which is never no time at all. */
function duration(milliseconds: number, text: LateText): string {
  return shortDuration(Math.max(1, milliseconds), text.locale);
}
