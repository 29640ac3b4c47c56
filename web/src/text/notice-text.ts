import { enNotice } from "./en-notice.ts";
import type { Loose } from "./text.ts";

/** The words of notifications. */
export type NoticeText = Loose<typeof enNotice>;

/** The catalogue in use. */
export const noticeText: NoticeText = enNotice;
