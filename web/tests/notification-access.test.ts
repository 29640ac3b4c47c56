import { equal, ok } from "node:assert/strict";
import { type AccessFacts, accessOf, type NotificationAccess } from "../src/notify/access.ts";
import { isToBeOffered, isToTell } from "../src/notify/choice.ts";
import { type PushState, UNWANTED } from "../src/notify/push-state.ts";
import { arrivalWords } from "../src/text/arrival-words.ts";
import { notificationWords } from "../src/text/notification-words.ts";
import { lateText } from "../src/text/late-text.ts";
import { text } from "../src/text/text.ts";
import { bo } from "./support/messages.ts";

const FACTS: AccessFacts = {
  isSecure: true,
  permission: "default",
  hasWorker: true,
  isOnHomeScreen: null,
};

const accesses: readonly [string, Partial<AccessFacts>, NotificationAccess][] = [
  ["nobody was asked", {}, "unasked"],
  ["it was allowed", { permission: "granted" }, "granted"],
  ["it was refused", { permission: "denied" }, "denied"],
  ["there is no https", { isSecure: false }, "insecure"],
  ["the browser has none", { permission: null }, "missing"],
  ["the browser lets nothing run without a page", { hasWorker: false, permission: "granted" }, "missing"],
  ["an iPhone shows the page in Safari", { permission: null, isOnHomeScreen: false }, "not-installed"],
  ["an old iPhone shows it from the home screen", { permission: null, isOnHomeScreen: true }, "missing"],
];

for (const [what, facts, access] of accesses) {
  Deno.test(`where ${what}, notifications are ${access}`, () => {
    equal(accessOf({ ...FACTS, ...facts }), access);
  });
}

Deno.test("a device tells of calls when somebody wants it and the browser lets it", () => {
  ok(isToTell("on", "granted"));
  for (const choice of ["off", "later", null] as const) ok(!isToTell(choice, "granted"));
  for (const access of ["unasked", "denied", "missing"] as const) ok(!isToTell("on", access));
});

Deno.test("it is offered to whoever has not said anything and could have it", () => {
  ok(isToBeOffered(null, "unasked") && isToBeOffered(null, "granted"));
  for (const choice of ["on", "off", "later"] as const) ok(!isToBeOffered(choice, "unasked"));
  for (const access of ["denied", "not-installed", "insecure", "missing"] as const) {
    ok(!isToBeOffered(null, access));
  }
});

const on: PushState = { ...UNWANTED, isWanted: true, key: { isKnown: true, value: "key" } };
const { notifications } = lateText;
const hints: readonly [string, NotificationAccess, boolean, PushState, string][] = [
  ["before the question", "unasked", false, UNWANTED, notifications.hint],
  ["refused", "denied", false, UNWANTED, notifications.denied.firefox],
  ["on an iPhone", "not-installed", false, UNWANTED, notifications.notInstalled],
  ["without https", "insecure", false, UNWANTED, notifications.insecure],
  ["without notifications", "missing", false, UNWANTED, notifications.missing],
  ["switched off", "granted", false, UNWANTED, notifications.offHint],
  ["while it is being arranged", "granted", true, on, text.wait],
  ["arranged", "granted", true, { ...on, told: "https://push.example" }, notifications.on.everywhere],
  [
    "where the server pushes nothing",
    "granted",
    true,
    { ...on, key: { isKnown: true, value: null } },
    notifications.on.whileOpen,
  ],
  ["without a push service", "granted", true, { ...on, trouble: "no-service" }, notifications.on.noService],
  ["without the server", "granted", true, { ...on, trouble: "unreachable" }, notifications.on.unreachable],
  ["refused by the server", "granted", true, { ...on, trouble: "refused" }, notifications.on.refused],
];

for (const [what, access, isOn, push, words] of hints) {
  Deno.test(`the switch says what it means ${what}`, () => {
    equal(notificationWords({ access, isOn, push }, "firefox", lateText), words);
  });
}

Deno.test("what has become of a call is said to whoever comes too late", () => {
  const call = { callId: "c", peer: bo, direction: "incoming", startedAt: 0, endedAt: 9 } as const;
  const title = (reason: "cancelled" | "no_answer" | "hung_up", answeredAt: number | null) =>
    arrivalWords({ ...call, reason, answeredAt }, text).title;
  equal(title("cancelled", null), "Bo cancelled the call");
  equal(title("no_answer", null), "You missed a call from Bo");
  equal(title("hung_up", 5), "Answered on another device");
  equal(
    arrivalWords({ ...call, endedAt: null, reason: null, answeredAt: 5 }, text).title,
    "Answered on another device",
  );
  equal(arrivalWords(null, text).title, "The call has ended");
});
