import { equal } from "node:assert/strict";
import { linkToken } from "../src/components/App.tsx";

Deno.test("a link's token is the last part of its path, below where Duet lives", () => {
  equal(linkToken("/setup/abc", "/"), "abc");
  equal(linkToken("/invite/abc/", "/"), "abc");
  equal(linkToken("/talk/invite/abc", "/talk/"), "abc");
  equal(linkToken("/talk/", "/talk/"), null);
  equal(linkToken("/invite/abc", "/talk/"), null);
  equal(linkToken("/talk/invite/abc", "/"), null);
  equal(linkToken("/setup/a/b", "/"), null);
});
