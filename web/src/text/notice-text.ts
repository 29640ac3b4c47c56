import { deNotice } from "./de-notice.ts";
import { enNotice } from "./en-notice.ts";
import { isolating } from "./isolation.ts";
import type { Loose } from "./text.ts";

/** The words of notifications. */
export type NoticeText = Loose<typeof enNotice>;

const NOTICES: ReadonlyMap<string, NoticeText> = new Map([["de", deNotice]]);

/** The catalogue in use. */
export let noticeText: NoticeText = isolating(enNotice);

/** Says it in this language from now on; in English where it is none of ours. */
export function speakNotices(language: string | null): void {
  noticeText = isolating(NOTICES.get(language ?? "") ?? enNotice);
}
