import { onBeforeUnmount, onMounted, type ShallowRef, shallowRef } from "vue";

export interface Modal {
  readonly dialog: ShallowRef<HTMLDialogElement | null>;
  readonly close: () => void;
  /** For the element's `close` event. */
  readonly closed: () => void;
}

/**
 * A dialog in front of everything else for as long as its component is there; then it gives the focus back. `onClose` is
 * called when somebody closes it, and not when its component goes.
 */
export function useModal(onClose: () => void): Modal {
  const dialog = shallowRef<HTMLDialogElement | null>(null);
  let isGone = false;
  const close = () => dialog.value?.close();
  onMounted(() => dialog.value?.showModal());
  onBeforeUnmount(() => {
    isGone = true;
    close();
  });
  return {
    dialog,
    close,
    closed() {
      if (!isGone) onClose(); // the event comes later than what it tells of
    },
  };
}
