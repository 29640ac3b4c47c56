import { nextTick, type ReadonlyRef, type ShallowRef, shallowRef } from "vue";

export interface Copying {
  /** Refused: the text has to be copied by hand, and is selected in `field` once that is there. */
  readonly state: ReadonlyRef<"ready" | "copied" | "refused">;
  readonly field: ShallowRef<HTMLTextAreaElement | null>;
  readonly copy: (words: string) => Promise<void>;
  readonly reset: () => void;
}

/** Puts a text into the clipboard, where a browser has one and allows it. */
export function useCopying(): Copying {
  const state = shallowRef<"ready" | "copied" | "refused">("ready");
  const field = shallowRef<HTMLTextAreaElement | null>(null);
  return {
    state,
    field,
    async copy(words) {
      // Absent outside secure contexts.
      const clipboard: Clipboard | undefined = navigator.clipboard;
      const isCopied = await clipboard?.writeText(words).then(() => true, () => false) ?? false;
      state.value = isCopied ? "copied" : "refused";
      await nextTick();
      field.value?.select();
    },
    reset: () => state.value = "ready",
  };
}
