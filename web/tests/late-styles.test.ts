import { deepEqual, equal, rejects } from "node:assert/strict";
import { loadLateStyles } from "../src/late/late-styles.ts";

/** A `link` element, as far as it is used. */
interface FakeLink {
  readonly rel: string;
  readonly href: string;
  readonly onload: () => void;
  readonly onerror: () => void;
  readonly remove: () => void;
}

Deno.test("styles that could not be had are asked for again, and once they are there no more", async () => {
  const there: FakeLink[] = [];
  const made: FakeLink[] = [];
  const head = { append: (link: FakeLink) => void there.push(link) };
  const createElement = () => {
    const link = { remove: () => there.splice(there.indexOf(link), 1) } as unknown as FakeLink;
    made.push(link);
    return link;
  };
  const page = globalThis as unknown as { document: unknown };
  page.document = { head, createElement };
  try {
    const first = loadLateStyles();
    equal(loadLateStyles(), first);
    made[0]?.onerror();
    await rejects(first, /could not be loaded/);
    equal(there.length, 0);

    const second = loadLateStyles();
    deepEqual(there.map(({ rel, href }) => [rel, href.replace(/^.*\//, "")]), [["stylesheet", "late.css"]]);
    made[1]?.onload();
    await second;
    await loadLateStyles();
    equal(made.length, 2);
  } finally {
    delete (page as { document?: unknown }).document;
  }
});
