/** The part of a BroadcastChannel that is used (HTML section 9.5). */
export interface TabChannel {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
}

/**
 * Tells the other tabs of this browser who has signed in here, for all share one cookie, and hears it from them. Without a
 * channel each finds out by itself with the next thing that it asks of the server.
 */
export class TabNews {
  /** Told when somebody has signed in in another tab: their id. */
  onSignIn: (userId: string) => void = () => {};

  constructor(private readonly channel: TabChannel | undefined) {
    if (channel === undefined) return;
    channel.onmessage = ({ data }) => {
      if (typeof data === "string") this.onSignIn(data);
    };
  }

  /** Somebody is signed in in this tab. */
  signedIn(userId: string): void {
    this.channel?.postMessage(userId);
  }
}
