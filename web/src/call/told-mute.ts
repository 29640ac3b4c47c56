/**
 * What the two devices of a call tell each other of being muted. The server passes it on and keeps nothing of it, so it is
 * said again whenever the other side may not have heard it.
 */
export class ToldMute {
  #peerIsMuted = false;
  /** Was anything said of it in this call? Whoever has heard nothing takes us for heard. */
  #hasTold = false;

  constructor(private readonly say: (muted: boolean) => void) {}

  /** Is the other one muted, as far as it is known? */
  get peerIsMuted(): boolean {
    return this.#peerIsMuted;
  }

  /** Another call. */
  begin(): void {
    this.#peerIsMuted = this.#hasTold = false;
  }

  /** The other one has another page, or another device: it is heard until it says something else. */
  peerIsNew(): void {
    this.#peerIsMuted = false;
  }

  heard(muted: boolean): void {
    this.#peerIsMuted = muted;
  }

  tell(muted: boolean): void {
    this.#hasTold = true;
    this.say(muted);
  }

  /** The other side may have missed what was said, or be another one. */
  tellAgain(muted: boolean): void {
    if (muted || this.#hasTold) this.tell(muted);
  }
}
