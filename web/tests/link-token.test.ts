import { deepEqual, equal } from "node:assert/strict";
import { linkOf } from "../src/components/App.tsx";

Deno.test("a link's token is the last part of its path, below where Duet lives", () => {
  deepEqual(linkOf("/setup/abc", "/"), { kind: "setup", token: "abc" });
  deepEqual(linkOf("/invite/abc/", "/"), { kind: "invite", token: "abc" });
  deepEqual(linkOf("/talk/invite/abc", "/talk/"), { kind: "invite", token: "abc" });
  deepEqual(linkOf("/talk/reset/abc", "/talk/"), { kind: "reset", token: "abc" });
  equal(linkOf("/talk/", "/talk/"), null);
  equal(linkOf("/invite/abc", "/talk/"), null);
  equal(linkOf("/talk/invite/abc", "/"), null);
  equal(linkOf("/setup/a/b", "/"), null);
  equal(linkOf("/delete/abc", "/"), null);
});
