import { deepEqual, equal, ok } from "node:assert/strict";
import { showChosen, showTheme, type Theme, themeChoice, themeOf } from "../src/settings/theme.ts";
import { FakeStorage } from "./support/fake-storage.ts";

Deno.test("the page is as the system has it unless somebody chose, or a newer page kept a word that is not known", () => {
  deepEqual([themeOf(null, false), themeOf(null, true)], ["light", "dark"]);
  deepEqual([themeOf("light", true), themeOf("dark", false)], ["light", "dark"]);
  equal(themeOf("unknown", true), "dark");
});

Deno.test("a choice is kept on the device, and the system's own forgets it", () => {
  const storage = new FakeStorage();
  themeChoice(storage).save("dark");
  equal(themeChoice(storage).load(), "dark");
  themeChoice(storage).save(null);
  deepEqual([themeChoice(storage).load(), storage.items.size], [null, 0]);
});

Deno.test("a theme is told to the page's styles, to what the browser draws, and to what is around the page", () => {
  const dataset: DOMStringMap = {};
  const told = new Map<string, string>();
  const page = {
    documentElement: { dataset },
    querySelector: (selector: string) => ({
      setAttribute: (_name: string, value: string) => void told.set(selector, value),
    }),
  };
  showTheme(page, "dark");
  equal(dataset["theme"], "dark");
  deepEqual(Object.fromEntries(told), {
    "meta[name=color-scheme]": "dark",
    "meta[name=theme-color]": "#101318",
  });
});

Deno.test("what was chosen is shown, and what the system has once that is forgotten", () => {
  const dataset: DOMStringMap = {};
  const page = { documentElement: { dataset }, querySelector: () => null };
  const choice = themeChoice(new FakeStorage());
  const shown = (matches: boolean) => {
    showChosen(page, choice, { matches });
    return dataset["theme"];
  };
  deepEqual([shown(true), shown(false)], ["dark", "light"]);
  choice.save("dark");
  equal(shown(false), "dark");
  choice.save(null);
  equal(shown(false), "light");
});

Deno.test("the colour around the page is the one that the page has", async () => {
  const read = (path: string) => Deno.readTextFile(new URL(path, import.meta.url));
  const [styles, index, source] = await Promise.all([
    read("../src/styles/tokens.css"),
    read("../index.html"),
    read("../src/settings/theme.ts"),
  ]);
  const [light, dark] = [...styles.matchAll(/--ground: (#[0-9a-f]{6});/g)].map(([, colour]) => colour);
  const grounds: Partial<Record<Theme, string | undefined>> = { light, dark };
  for (const [theme, colour] of Object.entries(grounds)) ok(source.includes(`${theme}: "${colour}"`));
  ok(index.includes(`name="theme-color" content="${light}"`));
});
