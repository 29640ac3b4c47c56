/** Is it a part of a catalogue that has words by name? An array, or what is of a class, is one thing. */
export function isGroup(words: unknown): words is Readonly<Record<string, unknown>> {
  return typeof words === "object" && words !== null && Object.getPrototypeOf(words) === Object.prototype;
}
