import { onBeforeUnmount, onMounted, type ShallowRef, shallowRef } from "vue";

export interface Modal {
  readonly dialog: ShallowRef<HTMLDialogElement | null>;
  readonly close: () => void;
}

/** A dialog in front of everything else for as long as its component is there; then it gives the focus back. */
export function useModal(): Modal {
  const dialog = shallowRef<HTMLDialogElement | null>(null);
  const close = () => dialog.value?.close();
  onMounted(() => dialog.value?.showModal());
  onBeforeUnmount(close);
  return { dialog, close };
}
