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
  LentIceServers,
  ListedPerson,
  Me,
  PastPerson,
  PeopleList,
  PersonalSettings,
  RecentCall,
  RecentCallPage,
} from "./types.ts";

/** Calls in one answer; a page of the history has as many as were asked for, and a few of the same moment. */
const CALLS = 10_000;
const DIRECTIONS = ["incoming", "outgoing"] as const;
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

/** An older server does not say who could be taken for somebody else. */
const listedPerson: Decoder<ListedPerson> = (value, path) => ({
  ...person(value, path),
  online: flag(record(value, path).online, `${path}.online`),
  ...(nullable(flag)(record(value, path).mistakable, `${path}.mistakable`) === true
    ? { isMistakable: true }
    : {}),
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

export const pushKey: Decoder<string | null> = (value, path) =>
  nullable(text)(record(value, path).key, `${path}.key`);

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
