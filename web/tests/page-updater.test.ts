import { deepEqual, equal } from "node:assert/strict";
import { createPhone, type Phone } from "../src/call/phone.ts";
import { storedValue, type ValueStorage } from "../src/call/stored-value.ts";
import { listOf, text } from "../src/decoding/decoder.ts";
import { PageUpdater, TRIES_KEPT } from "../src/update/page-updater.ts";
import { FakeBrowser } from "./support/fake-browser.ts";
import { FakeStorage } from "./support/fake-storage.ts";
import { settle } from "./support/manual-clock.ts";
import { bo, ready, said, snapshot } from "./support/messages.ts";

/** A tab, whose storage outlives its pages. */
class Tab {
  readonly browser = new FakeBrowser();
  readonly told: string[] = [];
  isTyping = false;
  reloads = 0;
  #phone: Phone | null = null;
  #updater: PageUpdater | null = null;

  constructor(readonly storage: ValueStorage = new FakeStorage()) {}

  /** Loads a page that knows this of itself, and lets it connect. */
  async load(own: string | null): Promise<this> {
    this.#updater?.dispose();
    this.#phone?.close();
    const phone = createPhone(this.browser.options);
    this.#phone = phone;
    this.#updater = new PageUpdater({
      own,
      phone,
      isTyping: () => this.isTyping,
      reload: () => this.reloads += 1,
      tries: storedValue(this.storage, "tries", listOf(text, TRIES_KEPT)),
      clock: this.browser.desk.clock,
      changed: (update) => this.told.push(update),
    });
    await settle();
    return this;
  }

  get phone(): Phone {
    if (this.#phone === null) throw new Error("no page is loaded");
    return this.#phone;
  }

  /** The server has this page, and what is said about the call is so. */
  async hears(page: string | null): Promise<void> {
    const { call } = this.phone.state;
    this.browser.says(ready(call.state === "idle" ? null : snapshot({ call_id: call.call.callId }), page));
    await settle();
  }

  /** The server, an older one, says that it is ready as far as it can. */
  async hearsTooLittle(): Promise<void> {
    this.browser.hears(JSON.stringify(ready()).replace('"connect_in_all":40000,', ""));
    await settle();
  }

  /** Bo is called and answers. */
  async talks(): Promise<void> {
    this.phone.call(bo);
    await settle();
    const { call } = this.phone.state;
    if (call.state === "idle") throw new Error("nobody was called");
    this.browser.says(said("call:accept", { call_id: call.call.callId }, bo.id));
    await settle();
  }

  async comesBackTo(page: string): Promise<void> {
    this.browser.socket.breaks();
    this.browser.desk.clock.advance(0);
    await settle();
    await this.hears(page);
  }

  async waits(milliseconds: number): Promise<void> {
    this.browser.desk.clock.advance(milliseconds);
    await settle();
  }
}

Deno.test("a page that is the server's stays", async () => {
  const tab = await new Tab().load("a");
  await tab.hears("a");
  deepEqual([tab.reloads, tab.told], [0, []]);
});

for (
  const [what, own, served] of [["server without a page", "a", null], [
    "page without a name",
    null,
    "b",
  ]] as const
) {
  Deno.test(`a ${what} is nothing to compare with`, async () => {
    const tab = await new Tab().load(own);
    await tab.hears(served);
    deepEqual([tab.reloads, tab.told], [0, []]);
  });
}

Deno.test("an older page is loaded again, once, without a word", async () => {
  const tab = await new Tab().load("a");
  await tab.hears("b");
  deepEqual([tab.reloads, tab.told], [1, []]);
  await tab.waits(60_000);
  equal(tab.reloads, 1);
});

Deno.test("a page that is not the server's after loading again says so, and is not loaded again", async () => {
  const tab = await new Tab().load("a");
  await tab.hears("b");
  await tab.load("a");
  await tab.hears("b");
  await tab.waits(60_000);
  await tab.comesBackTo("b");
  deepEqual([tab.reloads, tab.told], [1, ["in-vain"]]);
});

Deno.test("in a call nothing is said of a page that was loaded in vain", async () => {
  const tab = await new Tab().load("a");
  await tab.hears("b");
  await tab.load("a");
  await tab.hears("b");
  await tab.talks();
  deepEqual(tab.told, ["in-vain", "none"]);
});

Deno.test("two servers that take turns do not have a page loaded for ever", async () => {
  const tab = new Tab();
  for (const [own, served] of [["a", "b"], ["b", "a"], ["a", "b"], ["b", "a"]] as const) {
    await tab.load(own);
    await tab.hears(served);
  }
  equal(tab.reloads, 2);
});

Deno.test("each newer page is loaded", async () => {
  const tab = await new Tab().load("a");
  for (const [own, served] of [["a", "b"], ["b", "c"], ["c", "c"]] as const) {
    await tab.load(own);
    await tab.hears(served);
  }
  deepEqual([tab.reloads, tab.told], [2, []]);
});

for (
  const [what, storage] of [
    ["keeps nothing", { getItem: () => null, setItem: () => {}, removeItem: () => {} }],
    ["may not be looked at", {
      getItem: () => {
        throw new DOMException("", "SecurityError");
      },
      setItem: () => {},
      removeItem: () => {},
    }],
  ] as const
) {
  Deno.test(`a tab whose storage ${what} only says that there is a new page`, async () => {
    const tab = await new Tab(storage).load("a");
    await tab.hears("b");
    deepEqual([tab.reloads, tab.told], [0, ["in-vain"]]);
  });
}

Deno.test("a call is not disturbed, and the page is loaded when its ending was dismissed", async () => {
  const tab = await new Tab().load("a");
  await tab.hears("a");
  await tab.talks();
  await tab.comesBackTo("b");
  await tab.waits(5_000);
  deepEqual([tab.reloads, tab.told], [0, ["after-call"]]);
  tab.phone.hangUp();
  await settle();
  await tab.waits(5_000);
  deepEqual([tab.reloads, tab.told], [0, ["after-call", "soon"]]);
  tab.phone.dismiss();
  await settle();
  equal(tab.reloads, 1);
});

Deno.test("an ending that nobody dismisses can be read for a quarter of a minute", async () => {
  const tab = await new Tab().load("a");
  await tab.hears("a");
  await tab.talks();
  await tab.comesBackTo("b");
  tab.phone.hangUp();
  await settle();
  await tab.waits(14_000);
  equal(tab.reloads, 0);
  await tab.waits(1_000);
  equal(tab.reloads, 1);
});

Deno.test("an ending that could be read before is not waited for, and that of the next call is", async () => {
  const tab = await new Tab().load("a");
  await tab.hears("a");
  await tab.talks();
  tab.phone.hangUp();
  await settle();
  await tab.waits(15_000);
  await tab.talks();
  await tab.comesBackTo("b");
  tab.phone.hangUp();
  await settle();
  equal(tab.reloads, 0);
  await tab.waits(15_000);
  equal(tab.reloads, 1);
});

Deno.test("a call that begins while the page waits goes first", async () => {
  const tab = await new Tab().load("a");
  await tab.hears("a");
  tab.isTyping = true;
  await tab.comesBackTo("b");
  await tab.talks();
  tab.isTyping = false;
  await tab.waits(10_000);
  deepEqual([tab.reloads, tab.told], [0, ["soon", "after-call"]]);
});

Deno.test("whoever types is not interrupted, and soon after it is loaded", async () => {
  const tab = await new Tab().load("a");
  tab.isTyping = true;
  await tab.hears("b");
  await tab.waits(60_000);
  deepEqual([tab.reloads, tab.told], [0, ["soon"]]);
  tab.isTyping = false;
  await tab.waits(1_000);
  equal(tab.reloads, 1);
});

Deno.test("a server that is older again than the page's own one is left alone", async () => {
  const tab = await new Tab().load("b");
  tab.isTyping = true;
  await tab.hears("a");
  await tab.comesBackTo("b");
  tab.isTyping = false;
  await tab.waits(60_000);
  deepEqual([tab.reloads, tab.told], [0, ["soon", "none"]]);
});

for (const own of ["a", null]) {
  Deno.test(`a server that is not understood has the page ${own} loaded once, and no loop of sockets`, async () => {
    const tab = await new Tab().load(own);
    await tab.hearsTooLittle();
    deepEqual([tab.reloads, tab.told, tab.phone.state.connection], [1, [], "misunderstood"]);
    await tab.load(own);
    await tab.hearsTooLittle();
    const sockets = tab.browser.sockets.length;
    await tab.waits(600_000);
    deepEqual([tab.reloads, tab.told], [1, ["misfit"]]);
    equal(tab.browser.sockets.length, sockets);
  });
}

Deno.test("a server that is not understood in a call leaves the call, and the page is loaded after it", async () => {
  const tab = await new Tab().load("a");
  await tab.hears("a");
  await tab.talks();
  tab.browser.socket.breaks();
  await tab.waits(0);
  await tab.hearsTooLittle();
  deepEqual([tab.reloads, tab.told], [0, ["after-call"]]);
  tab.phone.hangUp();
  await settle();
  tab.phone.dismiss();
  await settle();
  equal(tab.reloads, 1);
});

Deno.test("a server that is understood again is all that was wanted", async () => {
  const tab = await new Tab().load("a");
  tab.isTyping = true;
  await tab.hearsTooLittle();
  tab.browser.page.dispatchEvent(new Event("visibilitychange"));
  await tab.hears("a");
  tab.isTyping = false;
  await tab.waits(1_000);
  deepEqual([tab.reloads, tab.told, tab.phone.state.connection], [0, ["soon", "none"], "open"]);
});
