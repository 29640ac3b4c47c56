import { deepEqual, equal } from "node:assert/strict";
import type { NotifyBrowser, Registration, WorkerMessageEvent } from "../src/notify/browser.ts";
import { noticeData } from "../src/notify/call-notice.ts";
import { type PageMessage, pageMessage, workerMessage } from "../src/notify/messages.ts";
import { WorkerLink } from "../src/notify/worker-link.ts";
import { settle } from "./support/manual-clock.ts";
import { BASE, CALL } from "./support/worker-world.ts";

/** A browser with workers, unless they fail. */
class Workers {
  readonly registered: string[] = [];
  readonly heard: unknown[] = [];
  readonly warnings: string[] = [];
  fails = false;
  #listener: (event: WorkerMessageEvent) => void = () => {};
  readonly ready: Promise<Registration> = Promise.resolve({
    active: { postMessage: (message) => this.heard.push(message) },
  });

  register(url: URL, { scope, updateViaCache }: RegistrationOptions): Promise<void> {
    if (this.fails) return Promise.reject(new DOMException("no workers here", "SecurityError"));
    this.registered.push(`${url.href} ${scope} ${updateViaCache}`);
    return Promise.resolve();
  }
  addEventListener(_: string, listener: (event: WorkerMessageEvent) => void): void {
    this.#listener = listener;
  }
  startMessages(): void {}

  /** The worker says something to the page; returns what comes back by the port. */
  says(data: unknown): unknown[] {
    const answers: unknown[] = [];
    this.#listener({ data, ports: [{ postMessage: (answer) => answers.push(answer) }] });
    return answers;
  }

  link(workers: NotifyBrowser["workers"] = this): WorkerLink {
    return new WorkerLink({
      browser: {
        workers,
        facts: () => ({ isSecure: true, permission: null, hasWorker: true, isOnHomeScreen: null }),
        ask: () => Promise.resolve(),
        onPermissionChange: () => () => {},
      },
      base: new URL(BASE),
      language: "de",
      warn: (message) => this.warnings.push(message),
      report: (fault) => {
        throw fault;
      },
    });
  }
}

Deno.test("the worker is set up below the path where Duet lives, in the page's language, and no cache answers for it", async () => {
  const workers = new Workers();
  await workers.link().registration;
  deepEqual(workers.registered, [`${BASE}worker.js?language=de /talk/ none`]);
});

Deno.test("a page that speaks another language has a worker that does, and a second wish for the same is none", async () => {
  const workers = new Workers();
  const link = workers.link();
  await link.speak("en");
  await link.speak("en");
  deepEqual(workers.registered.slice(1), [`${BASE}worker.js?language=en /talk/ none`]);
});

Deno.test("what a page tells reaches the worker", async () => {
  const workers = new Workers();
  await workers.link().post({ type: "looked-at", callId: null });
  deepEqual(workers.heard, [{ type: "looked-at", callId: null }]);
});

Deno.test("without workers a page tells nobody, and nothing fails", async () => {
  const world = new Workers();
  const link = new WorkerLink({
    browser: {
      workers: undefined,
      facts: () => ({ isSecure: true, permission: null, hasWorker: false, isOnHomeScreen: null }),
      ask: () => Promise.resolve(),
      onPermissionChange: () => () => {},
    },
    base: new URL(BASE),
    language: "en",
    warn: (message) => world.warnings.push(message),
    report: () => {},
  });
  await link.post({ type: "looked-at", callId: null });
  equal(await link.registration, null);
  deepEqual(world.warnings, []);
});

Deno.test("where workers are forbidden that is noted, and nothing fails", async () => {
  const workers = new Workers();
  workers.fails = true;
  const link = workers.link();
  await link.post({ type: "looked-at", callId: null });
  equal(await link.registration, null);
  equal(workers.warnings.length, 1);
});

Deno.test("the worker learns where the page stands, also while nobody is signed in", async () => {
  const workers = new Workers();
  const link = workers.link();
  await settle();
  const nobody = { base: BASE, userId: null, isVisible: false, isConnected: false, callId: null };
  deepEqual(workers.says({ type: "who-is-there", base: BASE }), [nobody]);
  link.presence = () => ({ userId: "alice-id", isVisible: true, isConnected: true, callId: "c" });
  // Of another Duet at this origin, whose page this is not: it says so.
  deepEqual(workers.says({ type: "who-is-there", base: "https://duet.example/" }), [
    { base: BASE, userId: "alice-id", isVisible: true, isConnected: true, callId: "c" },
  ]);
});

Deno.test("a notification that was pressed leads to the page of its own Duet", async () => {
  const workers = new Workers();
  const link = workers.link();
  const opened: string[] = [];
  link.onOpened(({ callId, answer }) => opened.push(`${callId} ${answer}`));
  await settle();
  workers.says({ type: "open", base: "https://duet.example/", callId: "other", answer: true });
  workers.says({ type: "open", base: BASE, callId: "c", answer: true });
  workers.says({ type: "dance", base: BASE });
  deepEqual(opened, ["c true"]);
});

Deno.test("a notification that was pressed before anybody listened leads there all the same, and once", async () => {
  const workers = new Workers();
  const link = workers.link();
  await settle();
  workers.says({ type: "open", base: BASE, callId: "c", answer: true });
  const opened: string[] = [];
  for (let times = 0; times < 2; times += 1) {
    const end = link.onOpened(({ callId, answer }) => opened.push(`${callId} ${answer}`));
    end();
  }
  deepEqual(opened, ["c true"]);
});

const messages: readonly PageMessage[] = [
  { type: "rings", call: CALL, until: 1_700_000_000_000 },
  { type: "stopped", call: CALL, missed: true },
  { type: "looked-at", callId: null },
  { type: "looked-at", callId: "c" },
  { type: "arrived", callId: "c" },
  { type: "signed-out", userId: "u" },
];
for (const message of messages) {
  Deno.test(`the worker understands ${JSON.stringify(message).slice(0, 40)}`, () => {
    deepEqual(pageMessage(structuredClone(message)), message);
    equal(workerMessage(message), null);
  });
}

Deno.test("what is no message is none", () => {
  for (
    const other of [null, "rings", { type: "rings" }, { type: "who-is-there", base: BASE }, { type: "later" }]
  ) {
    equal(pageMessage(other), null);
  }
  equal(noticeData({ kind: "waves", ...CALL }), null);
  equal(noticeData(null), null);
  const rings = { kind: "rings", until: 1_700_000_000_000, ...CALL };
  deepEqual(noticeData(rings), rings);
});

Deno.test("an older page and an older worker do not say until when it rings", () => {
  deepEqual(pageMessage({ type: "rings", call: CALL }), { type: "rings", call: CALL, until: null });
  deepEqual(noticeData({ kind: "rings", ...CALL }), { kind: "rings", until: null, ...CALL });
});
