import type { ValueStorage } from "../../src/call/stored-value.ts";

/** What a browser keeps for a tab or for good. */
export class FakeStorage implements ValueStorage {
  readonly items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}
