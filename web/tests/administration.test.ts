import { deepEqual, equal, rejects } from "node:assert/strict";
import { Administration } from "../src/api/administration.ts";
import { DuetApi } from "../src/api/duet-api.ts";
import { lookAtReset, takeReset } from "../src/api/resets.ts";
import { UNKNOWN } from "../src/decoding/decoder.ts";
import { stateWords } from "../src/text/administration-words.ts";
import { lateText } from "../src/text/late-text.ts";
import { alice, bo } from "./support/messages.ts";

function server(status: number, body: object | null) {
  const asked: string[] = [];
  const api = new DuetApi((path, { method, body: sent }) => {
    asked.push(`${method} ${path} ${sent ?? ""}`.trim());
    return Promise.resolve(new Response(body === null ? null : JSON.stringify(body), { status }));
  });
  return { api, administration: new Administration(api), asked };
}

const made = "2026-01-01T00:00:00.000Z";

Deno.test("accounts come with role and state, and what a newer server says of them is known as unknown", async () => {
  const accounts = [
    { ...alice, role: "administrator", state: "enabled", created_at: made },
    { ...bo, role: "owner", state: "asleep", created_at: made },
  ];
  deepEqual(await server(200, { accounts }).administration.accounts(), [
    { ...alice, role: "administrator", state: "enabled" },
    { ...bo, role: UNKNOWN, state: UNKNOWN },
  ]);
});

Deno.test("invitations come with who made them, if it was somebody", async () => {
  const invitations = [
    { id: "a", created_by: bo, created_at: made, expires_at: made },
    { id: "b", created_by: null, created_at: made, expires_at: made },
  ];
  const found = await server(200, { invitations }).administration.invitations();
  deepEqual(found.map(({ id, createdBy }) => [id, createdBy]), [["a", bo], ["b", null]]);
  equal(found[0]?.expiresAt, Date.parse(made));
});

Deno.test("each change is asked for at its own address", async () => {
  const { administration, asked } = server(204, null);
  await administration.setState("a/b", "disabled");
  await administration.setRole("b", "administrator");
  await administration.remove("b");
  await administration.revoke("i");
  deepEqual(asked, [
    'PUT /api/admin/accounts/a%2Fb/state {"state":"disabled"}',
    'PUT /api/admin/accounts/b/role {"role":"administrator"}',
    "DELETE /api/admin/accounts/b",
    "DELETE /api/admin/invitations/i",
  ]);
});

Deno.test("a link for a new password is made, looked at and used", async () => {
  const { administration, asked } = server(201, { url: "https://d.example/reset/x", expires_at: made });
  equal((await administration.reset("b")).url, "https://d.example/reset/x");
  deepEqual(asked, ["POST /api/admin/accounts/b/reset {}"]);
  const opened = server(200, { username: "bo", expires_at: made });
  equal((await lookAtReset(opened.api, "x")).username, "bo");
  const used = server(200, { user: bo, role: "member" });
  deepEqual(await takeReset(used.api, "x", "secret"), { ...bo, role: "member" });
  deepEqual(used.asked, ['POST /api/resets/x {"password":"secret"}']);
});

Deno.test("whoever is an administrator no more is told so, and is still signed in", async () => {
  const refusal = { error: { code: "administrators_only", message: "No." } };
  const { api, administration } = server(403, refusal);
  const lost: string[] = [];
  api.onLost = (how) => lost.push(how);
  await rejects(administration.accounts(), { code: "administrators_only" });
  deepEqual(lost, []);
});

Deno.test("an account says with what one signs in, and what is not so of every one", () => {
  const words = (role: "member" | "administrator", state: "enabled" | "disabled") =>
    stateWords({ ...bo, role, state }, lateText);
  equal(words("member", "enabled"), "bo");
  equal(words("administrator", "enabled"), "bo · Administrator");
  equal(words("member", "disabled"), "bo · Disabled");
});
