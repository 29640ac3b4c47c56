import { nextTick, type ReadonlyRef, type ShallowRef, shallowRef } from "vue";

export type CopyState =
  | { readonly kind: "ready" | "copied" }
  /** These words have to be copied by hand; they are selected in the field. */
  | { readonly kind: "refused"; readonly words: string };

type TextElement = HTMLInputElement | HTMLTextAreaElement;

export interface Copying<Field extends TextElement> {
  readonly state: ReadonlyRef<CopyState>;
  readonly field: ShallowRef<Field | null>;
  readonly copy: (words: string) => Promise<void>;
  readonly reset: () => void;
}

/** Puts a text into the clipboard, where a browser has one and allows it. */
export function useCopying<Field extends TextElement>(): Copying<Field> {
  const state = shallowRef<CopyState>({ kind: "ready" });
  const field = shallowRef<Field | null>(null);
  return {
    state,
    field,
    async copy(words) {
      // Absent outside secure contexts.
      const clipboard: Clipboard | undefined = navigator.clipboard;
      const isCopied = await clipboard?.writeText(words).then(() => true, () => false) ?? false;
      state.value = isCopied ? { kind: "copied" } : { kind: "refused", words };
      await nextTick();
      field.value?.select();
    },
    reset: () => state.value = { kind: "ready" },
  };
}
