import { DuetApi } from "../api/duet-api.ts";
import { serverUrl } from "../api/server-url.ts";
import { systemClock } from "../call/clock.ts";
import { noticeData } from "../notify/call-notice.ts";
import { pageMessage } from "../notify/messages.ts";
import { renewSubscription } from "../notify/renew-subscription.ts";
import { speakNotices } from "../text/notice-text.ts";
import { CallDesk } from "./call-desk.ts";
import { NoticeBoard } from "./notice-board.ts";
import { Pages } from "./pages.ts";
import type { WorkerScope } from "./worker-scope.ts";

// The service worker. It keeps nothing and stands between no page and the server: it is there for what happens while
// nobody looks at a page.
const scope = self as unknown as WorkerScope; // which TypeScript takes for a window
const base = new URL(scope.registration.scope);
speakNotices(new URL(scope.location.href).searchParams.get("language"));
const api = new DuetApi((path, request) => fetch(serverUrl(base, path), request));
const warn = (message: string, detail: string) => console.warn(message, detail);
const clock = systemClock;
const desk = new CallDesk({
  api,
  board: new NoticeBoard(scope.registration, maxActions(), clock),
  pages: new Pages(scope.clients, base.href, clock),
  base: base.href,
  clock,
  warn,
});

// One of another version takes over at once; what it and an older page do not understand of each other they ignore.
scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener("push", (event) => event.waitUntil(untilQuiet(desk.pushed(contentOf(event.data)))));

scope.addEventListener("message", (event) => {
  const message = pageMessage(event.data);
  if (message !== null) event.waitUntil(untilQuiet(desk.told(message, event.source)));
});

scope.addEventListener("notificationclick", (event) => {
  const { notification, action } = event;
  const notice = noticeData(notification.data);
  notification.close();
  event.waitUntil(desk.pressed(notice, action));
});

scope.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renewSubscription(scope.registration, api, warn));
});

/** A browser lets a worker go on for some minutes if it is asked to: longer than a call rings. */
async function untilQuiet(done: Promise<void>): Promise<void> {
  await done;
  await desk.ringsNoMore();
}

/** Undefined for what is no JSON. */
function contentOf(data: { json(): unknown } | null): unknown {
  try {
    return data?.json();
  } catch {
    return undefined;
  }
}

/** How many buttons a notification can have; browsers without them do not say. */
function maxActions(): number {
  const { maxActions } = Notification as { readonly maxActions?: number };
  return maxActions ?? 0;
}
