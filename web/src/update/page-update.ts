/** What a page does that is not the one which its server has now, or that does not understand it. */
export type PageUpdate =
  /** All is well. */
  | "none"
  /** It is loaded again after the call. */
  | "after-call"
  /** It is loaded again as soon as nobody is in the middle of something, or somebody wants it to be. */
  | "soon"
  | "now"
  /** It was loaded again and is still not the server's page; over and over would help nobody. */
  | "in-vain"
  /** It was loaded again and still does not understand the server. */
  | "misfit";

export type UpdateReason =
  | { readonly kind: "other-page"; readonly page: string }
  | { readonly kind: "misunderstood"; readonly by: string };

export interface UpdateFacts {
  /** Null: this is the server's page, as far as is known. */
  readonly reason: UpdateReason | null;
  /** Has the page been loaded again for this reason before? */
  readonly wasTried: boolean;
  readonly call: "on" | "just-over" | "none";
  /** Would somebody lose what they are in the middle of? */
  readonly isTyping: boolean;
}

export function pageUpdate({ reason, wasTried, call, isTyping }: UpdateFacts): PageUpdate {
  if (reason === null || (wasTried && call === "on")) return "none";
  if (wasTried) return reason.kind === "misunderstood" ? "misfit" : "in-vain";
  if (call === "on") return "after-call";
  return call === "just-over" || isTyping ? "soon" : "now";
}
