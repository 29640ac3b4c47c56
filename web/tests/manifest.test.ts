import { deepEqual, equal, ok } from "node:assert/strict";

const STATIC = new URL("../static/", import.meta.url);
const manifest = JSON.parse(Deno.readTextFileSync(new URL("manifest.webmanifest", STATIC)));

/** Width and height of a PNG (PNG section 11.2.2). */
function sizeOf(name: string): [number, number] {
  const bytes = Deno.readFileSync(new URL(name, STATIC));
  const header = new DataView(bytes.buffer, 16);
  return [header.getUint32(0), header.getUint32(4)];
}

Deno.test("every icon of the manifest is there, in the size that it says", () => {
  ok(manifest.icons.length >= 4);
  for (const { src, sizes, type } of manifest.icons) {
    const name = src.replace(/^assets\//, "");
    if (type === "image/svg+xml") ok(Deno.readTextFileSync(new URL(name, STATIC)).startsWith("<svg"));
    else equal(sizeOf(name).join("x"), sizes);
  }
});

Deno.test("there are icons of the sizes that browsers install a page with, and one that may be cut", () => {
  const of = (wanted: string) =>
    manifest.icons.filter(({ purpose = "any" }: { purpose?: string }) => purpose === wanted).map((
      { sizes }: { sizes: string },
    ) => sizes);
  deepEqual(of("any"), ["any", "192x192", "512x512"]);
  deepEqual(of("maskable"), ["512x512"]);
  deepEqual(sizeOf("apple-touch-icon.png"), [180, 180]);
  deepEqual(sizeOf("badge-96.png"), [96, 96]);
});

Deno.test("nothing in it says where Duet lives: it may be below a path", () => {
  deepEqual([manifest.start_url, manifest.scope, manifest.id], [".", ".", undefined]);
  for (const { src } of manifest.icons) ok(!src.startsWith("/"));
});
