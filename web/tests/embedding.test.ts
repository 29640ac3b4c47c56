import { deepEqual, equal, ok } from "node:assert/strict";
import { addPhone, type MessengerPage } from "../examples/messenger.ts";
import { FakeBrowser, stream } from "./support/fake-browser.ts";
import { settle } from "./support/manual-clock.ts";
import { bo, ended, incoming, ready, said } from "./support/messages.ts";

const HERE = new URL(".", import.meta.url);
/** `scripts/check` allows to read what is looked at here. */
const mayRead =
  Deno.permissions.querySync({ name: "read", path: new URL("../..", HERE) }).state === "granted";

function messenger() {
  const browser = new FakeBrowser();
  const button = () => ({ onclick: null as unknown });
  const page = {
    status: { textContent: null as string | null },
    voice: { srcObject: null as unknown },
    buttons: { call: button(), answer: button(), hangUp: button(), mute: button() },
  } satisfies MessengerPage;
  const phone = addPhone(page, bo, browser.options);
  const press = (name: keyof typeof page.buttons) => (page.buttons[name].onclick as () => void)();
  const shows = async () => {
    await settle();
    return page.status.textContent;
  };
  return { browser, page, phone, press, shows };
}

Deno.test("the example of a messenger calls, talks, mutes and hangs up", async () => {
  const { browser, page, phone, press, shows } = messenger();
  equal(await shows(), "opening");
  browser.says(ready());
  equal(await shows(), "open");
  press("call");
  equal(await shows(), "calling Bo");
  browser.says(said("call:accept", { call_id: "id-2" }, bo.id));
  const voice = stream(0.5);
  await settle();
  browser.connection.ontrack?.({ streams: [voice], track: {} as MediaStreamTrack });
  browser.connection.becomes("connected");
  equal(await shows(), "connected Bo");
  equal(page.voice.srcObject, voice);
  press("mute");
  equal(browser.desk.track?.enabled, false);
  press("mute");
  equal(browser.desk.track?.enabled, true);
  press("hangUp");
  equal(await shows(), "hung_up");
  equal(page.voice.srcObject, null);
  deepEqual(browser.desk.open, []);
  phone.close();
});

Deno.test("the example of a messenger answers, and says how the call ended", async () => {
  const { browser, press, shows } = messenger();
  await settle();
  browser.says(ready());
  browser.says(incoming());
  equal(await shows(), "ringing Bo");
  press("answer");
  equal(await shows(), "accepting Bo");
  browser.says(ended("call-of-bo", "cancelled"));
  equal(await shows(), "cancelled");
});

Deno.test({
  name: "the page about embedding shows the very example that is tested",
  ignore: !mayRead,
  fn: async () => {
    const shown = await Deno.readTextFile(new URL("../../docs/embedding.md", HERE));
    const example = await Deno.readTextFile(new URL("../examples/messenger.ts", HERE));
    ok(shown.includes("```ts\n" + example + "```\n"));
  },
});

Deno.test({
  name: "a call needs no Vue and no page: neither is named, and a browser's objects in one place only",
  ignore: !mayRead,
  fn: async () => {
    for (const folder of ["call", "call/quality", "decoding", "api"]) {
      for await (const { name, isFile } of Deno.readDir(new URL(`../src/${folder}`, HERE))) {
        if (!isFile) continue;
        const source = await Deno.readTextFile(new URL(`../src/${folder}/${name}`, HERE));
        const code = source.replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
        ok(!/from "vue"|composables|components/.test(code), `${folder}/${name} knows the page`);
        if (name === "browser.ts") continue;
        const own = /\b(document|window|navigator|localStorage|sessionStorage|location)\./.exec(code);
        equal(own, null, `${folder}/${name} reaches for the browser's ${own?.[1]}`);
      }
    }
  },
});
