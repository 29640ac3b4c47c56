import type { DuetApi } from "./duet-api.ts";
import * as decode from "./administration-decoders.ts";
import type { InvitationLink, ManagedAccount, OpenInvitation } from "./types.ts";

/**
 * What administrators ask of the server: a part that is loaded later. Every function throws as the methods of `DuetApi`
 * do.
 */
export class Administration {
  constructor(private readonly api: DuetApi) {}

  /** Everybody, by name. */
  accounts(): Promise<ManagedAccount[]> {
    return this.api.ask("GET", "/api/admin/accounts", decode.managedAccounts);
  }

  /** Disabling ends somebody's sessions and calls, and takes their open invitations back. */
  setState(id: string, state: "enabled" | "disabled"): Promise<void> {
    return this.api.ask("PUT", this.#path(id, "/state"), () => undefined, { body: { state } });
  }

  setRole(id: string, role: "member" | "administrator"): Promise<void> {
    return this.api.ask("PUT", this.#path(id, "/role"), () => undefined, { body: { role } });
  }

  /** Makes a one-time link with which somebody chooses a new password. */
  reset(id: string): Promise<InvitationLink> {
    return this.api.ask("POST", this.#path(id, "/reset"), decode.link, { body: {} });
  }

  /** Deletes somebody's account, for good. */
  remove(id: string): Promise<void> {
    return this.api.ask("DELETE", this.#path(id), () => undefined);
  }

  /** Those that nobody has taken up yet, the newest first. */
  invitations(): Promise<OpenInvitation[]> {
    return this.api.ask("GET", "/api/admin/invitations", decode.openInvitations);
  }

  revoke(id: string): Promise<void> {
    return this.api.ask("DELETE", `/api/admin/invitations/${encodeURIComponent(id)}`, () => undefined);
  }

  #path(id: string, what = ""): string {
    return `/api/admin/accounts/${encodeURIComponent(id)}${what}`;
  }
}
