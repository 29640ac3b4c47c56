import type { MemoryStorage } from "../../src/call/memory.ts";

/** What a browser keeps for a tab or for good. */
export class FakeStorage implements MemoryStorage {
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
