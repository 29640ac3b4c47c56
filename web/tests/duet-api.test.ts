import { deepEqual, equal, rejects } from "node:assert/strict";
import { ApiError, Intercepted, Unreachable } from "../src/api/api-error.ts";
import { DuetApi } from "../src/api/duet-api.ts";
import { lookAtInvitation, takeUp } from "../src/api/invitations.ts";
import { UNKNOWN } from "../src/decoding/decoder.ts";
import { alice, bo } from "./support/messages.ts";

function server(status: number, body: unknown) {
  const asked: { readonly path: string; readonly request: RequestInit }[] = [];
  const text = typeof body === "string" ? body : body === undefined ? null : JSON.stringify(body);
  const api = new DuetApi((path, request) => {
    asked.push({ path, request });
    return Promise.resolve(new Response(text, { status }));
  });
  return { api, asked };
}

Deno.test("signing in sends name and password and gives the person", async () => {
  const { api, asked } = server(200, { user: alice, role: "administrator" });
  deepEqual(await api.signIn("alice", "secret"), { ...alice, role: "administrator" });
  equal(asked[0]?.path, "/api/session");
  equal(asked[0]?.request.method, "POST");
  deepEqual(JSON.parse(String(asked[0]?.request.body)), { username: "alice", password: "secret" });
});

Deno.test("a server that says nothing of roles has members only, and a role of a newer one is none that is known", async () => {
  equal((await server(200, { user: alice }).api.session())?.role, "member");
  equal((await server(200, { user: alice, role: "owner" }).api.session())?.role, UNKNOWN);
});

Deno.test("nobody signed in is an answer, a broken server is not", async () => {
  const refusal = { error: { code: "not_signed_in", message: "Sign in." } };
  equal(await server(401, refusal).api.session(), null);
  await rejects(server(503, refusal).api.session(), ApiError);
});

Deno.test("a request says for whom it is, but for signing in, and who is lost is told", async () => {
  const header = (request: RequestInit | undefined) => new Headers(request?.headers).get("Duet-User");
  for (
    const [status, code, lost] of [
      [401, "sign_in_required", ["signed-out"]],
      [409, "other_user", ["other-user"]],
      [409, "no_relay", []],
      [401, "wrong_credentials", []],
    ] as const
  ) {
    const { api, asked } = server(status, { error: { code, message: "No." } });
    const told: string[] = [];
    api.onLost = (how) => told.push(how);
    api.user = alice.id;
    await rejects(api.people(), ApiError);
    deepEqual(told, lost);
    equal(header(asked[0]?.request), alice.id);
    await rejects(api.signIn("bo", "secret"), ApiError);
    equal(header(asked[1]?.request), null);
    deepEqual(told, lost, "signing in tells by its answer alone");
  }
});

Deno.test("what an earlier session is refused late is no news of the one that has begun since", async () => {
  let answer = (_: Response) => {};
  const api = new DuetApi(() => new Promise<Response>((resolve) => answer = resolve));
  const told: string[] = [];
  api.onLost = (how) => told.push(how);
  const refusal = () =>
    Response.json({ error: { code: "sign_in_required", message: "No." } }, { status: 401 });
  for (const late of [true, false]) {
    api.begin(alice.id);
    const asked = api.people();
    if (late) api.begin(alice.id);
    answer(refusal());
    await rejects(asked, ApiError);
    deepEqual(told, late ? [] : ["signed-out"]);
  }
});

Deno.test("signing out needs no body back", async () => {
  const { api, asked } = server(204, undefined);
  await api.signOut();
  equal(asked[0]?.request.method, "DELETE");
});

Deno.test("a refusal carries its code, its sentence and its field", async () => {
  const { api } = server(422, { error: { code: "username_taken", message: "Taken.", field: "username" } });
  await rejects(takeUp(api, "token", { username: "a", name: "A", password: "p" }), {
    name: "ApiError",
    status: 422,
    code: "username_taken",
    message: "Taken.",
    field: "username",
  });
});

Deno.test("a token cannot leave its place in the path", async () => {
  const { api, asked } = server(200, { kind: "setup", expires_at: "2026-01-01T00:00:00Z" });
  deepEqual(await lookAtInvitation(api, "../session?x"), {
    kind: "setup",
    expiresAt: Date.parse("2026-01-01T00:00:00Z"),
  });
  equal(asked[0]?.path, "/api/invitations/..%2Fsession%3Fx");
});

Deno.test("calls of the past come with their times", async () => {
  const call = {
    call_id: "c",
    peer: bo,
    direction: "incoming",
    reason: "no_answer",
    started_at: "2026-01-01T00:00:00.000Z",
    answered_at: null,
    ended_at: "2026-01-01T00:00:45.000Z",
  };
  const { calls: [recent], isLast } = await server(200, { calls: [call] }).api.recentCalls();
  equal(isLast, true);
  equal(recent?.startedAt, Date.parse(call.started_at));
  equal(recent?.answeredAt, null);
  equal(recent?.endedAt, (recent?.startedAt ?? 0) + 45_000);
});

Deno.test("a call with somebody whose account is gone is known as one", async () => {
  const call = {
    call_id: "c",
    direction: "incoming",
    reason: "hung_up",
    started_at: "2026-01-01T00:00:00.000Z",
    answered_at: null,
    ended_at: null,
  };
  const calls = [{ ...call, peer: { ...bo, deleted: true } }, { ...call, peer: { ...bo, deleted: false } }];
  const page = await server(200, { calls }).api.recentCalls();
  deepEqual(page.calls.map(({ peer }) => peer), [{ ...bo, isGone: true }, bo]);
});

Deno.test("the history is asked for in pages, each before the last call of the one above it", async () => {
  const call = {
    peer: bo,
    direction: "incoming",
    reason: "hung_up",
    started_at: "2026-01-01T00:00:00.250Z",
    answered_at: null,
    ended_at: null,
  };
  const calls = Array.from({ length: 100 }, (_, index) => ({ ...call, call_id: `call-${index}` }));
  const { api, asked } = server(200, { calls });
  const page = await api.recentCalls();
  deepEqual([page.calls.length, page.isLast], [100, false]);
  await api.recentCalls(page.calls.at(-1)?.startedAt);
  deepEqual(asked.map(({ path }) => path), [
    "/api/calls?limit=100",
    "/api/calls?limit=100&before=2026-01-01T00%3A00%3A00.250Z",
  ]);
});

Deno.test("one call comes without its timeline", async () => {
  const call = {
    call_id: "c",
    peer: bo,
    direction: "outgoing",
    reason: "hung_up",
    started_at: "2026-01-01T00:00:00.000Z",
    answered_at: "2026-01-01T00:00:05.000Z",
    ended_at: "2026-01-01T00:00:45.000Z",
  };
  const { api, asked } = server(200, { call, timeline: [] });
  equal((await api.call("c")).reason, "hung_up");
  equal(asked[0]?.path, "/api/calls/c");
});

Deno.test("people come with whether they could be taken for somebody else", async () => {
  const people = [{ ...bo, mistakable: true, online: true }, { ...bo, mistakable: false, online: true }];
  const list = await server(200, { presence: 4, people }).api.people();
  deepEqual(list.people, [{ ...bo, isMistakable: true, online: true }, { ...bo, online: true }]);
});

Deno.test("people come with their presence, however many they are", async () => {
  const people = Array.from(
    { length: 20_000 },
    (_, index) => ({ ...bo, id: `bo-${index}`, online: index === 1 }),
  );
  const list = await server(200, { presence: 4, people }).api.people();
  equal(list.presence, 4);
  equal(list.people.length, 20_000);
  deepEqual(list.people[1], { ...bo, id: "bo-1", online: true });
});

Deno.test("ICE servers with one address or several, with credentials or without", async () => {
  const servers = [
    { urls: "stun:stun.example" },
    { urls: ["turn:a", "turns:a"], username: "1:u", credential: "c" },
  ];
  const lent = { ice_servers: servers, ttl: 60 };
  deepEqual(await server(200, lent).api.iceServers(), { servers, relayOnly: false, ttl: 60 });
  const relayed = { ...lent, relay_only: true };
  deepEqual(await server(200, relayed).api.iceServers(), { servers, relayOnly: true, ttl: 60 });
});

Deno.test("settings are understood, also with a word that is new", async () => {
  const older = { always_relay: true, relay: "offered" };
  deepEqual(await server(200, older).api.settings(), {
    alwaysRelay: true,
    doNotDisturb: null,
    relay: "offered",
  });
  const newer = { always_relay: false, do_not_disturb: { until: null, from: "x" }, relay: "sometimes" };
  deepEqual(await server(200, newer).api.settings(), {
    alwaysRelay: false,
    doNotDisturb: { until: null },
    relay: "unknown",
  });
  const ends = { ...older, do_not_disturb: { until: "2026-01-01T00:00:00.250Z" } };
  deepEqual((await server(200, ends).api.settings()).doNotDisturb, { until: 1_767_225_600_250 });
});

Deno.test("that nothing may disturb is said with its end, without one, or taken back", async () => {
  const { api, asked } = server(204, undefined);
  await api.saveDoNotDisturb({ until: 1_767_225_600_250 });
  await api.saveDoNotDisturb({ until: null });
  await api.saveDoNotDisturb(null);
  deepEqual(asked.map(({ request }) => [request.method, request.body]), [
    ["PUT", '{"until":"2026-01-01T00:00:00.250Z"}'],
    ["PUT", '{"until":null}'],
    ["DELETE", undefined],
  ]);
  deepEqual([...new Set(asked.map(({ path }) => path))], ["/api/settings/do-not-disturb"]);
});

Deno.test("that calls were seen is said by the end of the last one, and heard of with the calls", async () => {
  const { api, asked } = server(204, undefined);
  await api.markSeen(1_767_225_600_250);
  deepEqual([asked[0]?.path, asked[0]?.request.body], [
    "/api/calls/seen",
    '{"until":"2026-01-01T00:00:00.250Z"}',
  ]);
  equal(
    (await server(200, { calls: [], seen: "2026-01-01T00:00:00.250Z" }).api.recentCalls()).seen,
    1_767_225_600_250,
  );
  equal((await server(200, { calls: [], seen: null }).api.recentCalls()).seen, null);
});

for (
  const [what, status, body] of [
    ["a proxy's error page", 502, "<html>Bad gateway</html>"],
    ["an empty answer", 200, ""],
    ["another program's JSON", 200, { hello: "world" }],
    ["an error of another shape", 500, { error: "boom" }],
    ["a person without a name", 200, { user: { id: "x", username: "y" } }],
  ] as const
) {
  Deno.test(`${what} counts as no answer of the server`, async () => {
    await rejects(server(status, body).api.signIn("a", "b"), Unreachable);
  });
}

Deno.test("no network counts as no answer", async () => {
  const api = new DuetApi(() => Promise.reject(new TypeError("Failed to fetch")));
  await rejects(api.people(), Unreachable);
});

function answering(response: Response): DuetApi {
  return new DuetApi(() => Promise.resolve(response));
}

function page(status: number): Response {
  return new Response("<!DOCTYPE html><title>Sign in</title>", {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

for (
  const [what, response] of [
    ["a page in place of an answer", () => page(200)],
    ["a page that asks for a sign-in", () => page(401)],
    ["a page that forbids", () => page(403)],
    ["a network that wants a sign-in", () => page(511)],
    [
      "a redirection that the browser keeps to itself",
      // What fetch gives for one (Fetch, "opaque-redirect filtered response"); nobody can construct it.
      () => Object.defineProperty(new Response(null), "type", { value: "opaqueredirect" }),
    ],
    ["a redirection in the open", () => Response.redirect("https://sign-in.example", 302)],
    ["another program's refusal", () => Response.json({ error: "login_required" }, { status: 401 })],
  ] as const
) {
  Deno.test(`${what} stands in the server's place: nobody is signed out by it, and nothing done`, async () => {
    await rejects(answering(response()).session(), Intercepted);
    await rejects(answering(response()).people(), Intercepted);
    await rejects(answering(response()).signOut(), Intercepted);
  });
}

for (const status of [404, 500, 502, 503, 504]) {
  Deno.test(`a proxy's page that says ${status} is no sign-in: the server gives no answer`, async () => {
    await rejects(answering(page(status)).session(), Unreachable);
  });
}

Deno.test("a redirection is not followed: at another origin it would look like no answer at all", async () => {
  const { api, asked } = server(200, { user: alice });
  await api.session();
  equal(asked[0]?.request.redirect, "manual");
});
