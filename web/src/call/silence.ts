/**
 * A track on which nothing is said, for a call whose microphone is gone: without any track no packets are sent, and
 * the other side cannot tell a lost microphone from a lost network.
 */
export class Silence {
  #sounding: { readonly source: ConstantSourceNode; readonly track: MediaStreamTrack } | null = null;

  /** Null while sound is not allowed. */
  constructor(private readonly audioContext: () => AudioContext | null) {}

  /** Null where there is no such track; then the other side goes by the reports that still come. */
  begin(): MediaStreamTrack | null {
    this.end();
    const context = this.audioContext();
    if (context === null) return null;
    const source = context.createConstantSource();
    const destination = context.createMediaStreamDestination();
    const [track] = destination.stream.getAudioTracks();
    if (track === undefined) return null;
    source.offset.value = 0;
    source.connect(destination);
    source.start();
    this.#sounding = { source, track };
    return track;
  }

  end(): void {
    this.#sounding?.source.stop();
    this.#sounding?.track.stop();
    this.#sounding = null;
  }
}
