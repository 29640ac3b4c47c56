import type { MediaDevicesLike } from "./audio-inputs.ts";

/**
 * Why a page gets no microphone, whoever looks at it and whatever they allow: it came without https; whoever set it up, or a
 * page around it, forbids it (Permissions Policy); the browser has none for any page.
 */
export type MicrophoneObstacle = "insecure" | "forbidden" | "not-offered";

/** Why no call can be made or answered from a page. The other reason: the browser makes no connections to others (WebRTC). */
export type Obstacle = MicrophoneObstacle | "no-connections";

export interface ObstacleParts {
  readonly isSecure: boolean;
  readonly devices: MediaDevicesLike | undefined;
  /** What the page's Permissions Policy says; true where the browser does not tell. */
  readonly allowsMicrophone: () => boolean;
  /** Throws where there are none to be had. */
  readonly newConnection: () => { close(): void };
}

/** What stands in the way of every call from this page, as far as that can be known before one is made. */
export class Obstacles {
  #connects = false;

  constructor(private readonly parts: ObstacleParts) {}

  ofMicrophone(): MicrophoneObstacle | null {
    const { devices, isSecure, allowsMicrophone } = this.parts;
    if (devices === undefined) return isSecure ? "not-offered" : "insecure";
    return allowsMicrophone() ? null : "forbidden";
  }

  /** The first time it takes as long as making a connection. */
  ofCalls(): Obstacle | null {
    return this.ofMicrophone() ?? (this.canConnect() ? null : "no-connections");
  }

  /** Some that forbid connections leave their constructor there, and let it throw: only a try tells. */
  canConnect(): boolean {
    if (this.#connects) return true;
    try {
      this.parts.newConnection().close();
      this.#connects = true;
    } catch {
      // Told by what is returned; another time it may work.
    }
    return this.#connects;
  }
}
