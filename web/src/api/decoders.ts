import { END_REASONS } from "../contract.ts";
import {
  type Decoder,
  flag,
  listOf,
  moment,
  nullable,
  object,
  quantity,
  record,
  text,
  wordOf,
} from "../decoding/decoder.ts";
import { person } from "../decoding/person.ts";
import type {
  InvitationKind,
  InvitationLink,
  LentIceServers,
  ListedPerson,
  Me,
  OpenSession,
  PastPerson,
  PeopleList,
  PersonalSettings,
  RecentCall,
  RecentCallPage,
} from "./types.ts";

/** Calls in one answer; a page of the history has as many as were asked for, and a few of the same moment. */
const CALLS = 10_000;
const DIRECTIONS = ["incoming", "outgoing"] as const;
const KINDS = ["setup", "invitation"] as const;
export const ROLES = ["member", "administrator"] as const;
const RELAY_USES = ["none", "offered", "always"] as const;

export const user: Decoder<Me> = (value, path) => {
  const answer = record(value, path);
  return {
    ...person(answer.user, `${path}.user`),
    role: nullable(wordOf(ROLES))(answer.role, `${path}.role`) ?? "member", // an older server knows of no such thing
  };
};

/** An older server knows of nobody who is gone. */
const pastPerson: Decoder<PastPerson> = (value, path) => ({
  ...person(value, path),
  ...(nullable(flag)(record(value, path).deleted, `${path}.deleted`) === true ? { isGone: true } : {}),
});

const listedPerson: Decoder<ListedPerson> = (value, path) => ({
  ...person(value, path),
  online: flag(record(value, path).online, `${path}.online`),
});

/** However many they are: a server with more people than somebody once thought of is no broken server. */
export const people: Decoder<PeopleList> = object<PeopleList>({
  presence: quantity,
  people: listOf(listedPerson, Infinity),
});

export const blocked: Decoder<string[]> = (value, path) =>
  listOf(text, Infinity)(record(value, path).blocked, `${path}.blocked`);

const recentCall: Decoder<RecentCall> = (value, path) => {
  const call = object({
    call_id: text,
    peer: pastPerson,
    direction: wordOf(DIRECTIONS),
    reason: nullable(wordOf(END_REASONS)),
    started_at: moment,
    answered_at: nullable(moment),
    ended_at: nullable(moment),
  })(value, path);
  return {
    callId: call.call_id,
    peer: call.peer,
    direction: call.direction,
    reason: call.reason,
    startedAt: call.started_at,
    answeredAt: call.answered_at,
    endedAt: call.ended_at,
  };
};

export const recentCalls: Decoder<Omit<RecentCallPage, "isLast">> = object({
  calls: listOf(recentCall, CALLS),
  seen: nullable(moment),
});

export const oneCall: Decoder<RecentCall> = (value, path) =>
  recentCall(record(value, path).call, `${path}.call`);

const iceServer: Decoder<RTCIceServer> = (value, path) => {
  const { urls, username, credential } = record(value, path);
  return {
    urls: typeof urls === "string" ? urls : listOf(text, 32)(urls, `${path}.urls`),
    ...(username === undefined ? {} : { username: text(username, `${path}.username`) }),
    ...(credential === undefined ? {} : { credential: text(credential, `${path}.credential`) }),
  };
};

export const iceServers: Decoder<LentIceServers> = (value, path) => {
  const { ice_servers, relay_only, ttl } = object({
    ice_servers: listOf(iceServer, 64),
    relay_only: nullable(flag), // an older server knows of no such thing
    ttl: quantity,
  })(value, path);
  return { servers: ice_servers, relayOnly: relay_only ?? false, ttl };
};

export const personalSettings: Decoder<PersonalSettings> = (value, path) => {
  const { always_relay, do_not_disturb, relay } = object({
    always_relay: flag,
    do_not_disturb: nullable(object({ until: nullable(moment) })), // an older server knows of no such thing
    relay: wordOf(RELAY_USES),
  })(value, path);
  return { alwaysRelay: always_relay, doNotDisturb: do_not_disturb, relay };
};

const openSession: Decoder<OpenSession> = (value, path) => {
  const session = object({
    id: text,
    this_session: flag,
    created_at: moment,
    last_seen_at: moment,
    user_agent: nullable(text),
  })(value, path);
  return {
    id: session.id,
    isThis: session.this_session,
    createdAt: session.created_at,
    lastSeenAt: session.last_seen_at,
    userAgent: session.user_agent,
  };
};

export const sessions: Decoder<OpenSession[]> = (value, path) =>
  listOf(openSession, Infinity)(record(value, path).sessions, `${path}.sessions`);

export const pushKey: Decoder<string | null> = (value, path) =>
  nullable(text)(record(value, path).key, `${path}.key`);

export const invitationKind: Decoder<InvitationKind> = (value, path) => {
  const { kind, expires_at } = object({ kind: wordOf(KINDS), expires_at: moment })(
    value,
    path,
  );
  return { kind, expiresAt: expires_at };
};

export const invitationLink: Decoder<InvitationLink> = (value, path) => {
  const { url, expires_at } = object({ url: text, expires_at: moment })(value, path);
  return { url, expiresAt: expires_at };
};

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}

export const refusal: Decoder<Refusal> = (value, path) =>
  object<Refusal>({ code: text, message: text, field: nullable(text) })(
    record(value, path).error,
    `${path}.error`,
  );
