import type { MicrophoneObstacle, Obstacle } from "../../src/call/obstacles.ts";

/** What stands in the way of calls, as a test wants it. */
export class FakeObstacles {
  obstacle: Obstacle | null = null;

  ofMicrophone(): MicrophoneObstacle | null {
    return this.obstacle === "no-connections" ? null : this.obstacle;
  }
  ofCalls(): Obstacle | null {
    return this.obstacle;
  }

  canConnect(): boolean {
    return this.ofCalls() !== "no-connections";
  }
}
