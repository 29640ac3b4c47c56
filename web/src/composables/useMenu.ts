import { nextTick, type ReadonlyRef, type ShallowRef, shallowRef, watch } from "vue";

export interface Menu {
  readonly isOpen: ReadonlyRef<boolean>;
  /** Holds the button and, while it is open, the list. */
  readonly root: ShallowRef<HTMLDivElement | null>;
  readonly button: ShallowRef<HTMLButtonElement | null>;
  readonly toggle: () => void;
  /** Closes it, gives the focus back to the button, and does what was chosen. */
  readonly choose: (run: () => void) => void;
  readonly keyPressed: (event: KeyboardEvent) => void;
  readonly focusLeft: (event: FocusEvent) => void;
}

/** A button that opens a list of things to do (WAI-ARIA menu button). */
export function useMenu(): Menu {
  const isOpen = shallowRef(false);
  const root = shallowRef<HTMLDivElement | null>(null);
  const button = shallowRef<HTMLButtonElement | null>(null);
  const items = () => [...root.value?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []];
  const open = async (place: number) => {
    isOpen.value = true;
    await nextTick();
    items().at(place)?.focus();
  };
  const close = () => isOpen.value = false;
  const closeToButton = () => {
    close();
    button.value?.focus();
  };
  const move = (step: 1 | -1) => {
    const all = items();
    const here = all.findIndex((item) => item === document.activeElement);
    all.at((here + step) % all.length)?.focus();
  };
  /** What a key does, or null for a key that is not the menu's. */
  const actionOf = (key: string): (() => void) | null => {
    switch (key) {
      case "ArrowDown":
        return () => isOpen.value ? move(1) : void open(0);
      case "ArrowUp":
        return () => isOpen.value ? move(-1) : void open(-1);
      case "Home":
        return isOpen.value ? () => items().at(0)?.focus() : null;
      case "End":
        return isOpen.value ? () => items().at(-1)?.focus() : null;
      case "Escape":
        return isOpen.value ? closeToButton : null;
      default:
        return null;
    }
  };
  watch(isOpen, (opened, _, onCleanup) => {
    if (!opened) return;
    const pressedElsewhere = ({ target }: PointerEvent) => {
      if (target instanceof Node && root.value?.contains(target) !== true) close();
    };
    addEventListener("pointerdown", pressedElsewhere);
    onCleanup(() => removeEventListener("pointerdown", pressedElsewhere));
  });
  return {
    isOpen,
    root,
    button,
    toggle: () => isOpen.value ? closeToButton() : void open(0),
    choose(run) {
      closeToButton();
      run();
    },
    keyPressed(event) {
      const { key, ctrlKey, altKey, metaKey } = event;
      if (key === "Tab") return close(); // and the focus goes on from where it is
      const action = ctrlKey || altKey || metaKey ? null : actionOf(key);
      if (action === null) return;
      event.preventDefault();
      action();
    },
    focusLeft({ relatedTarget }) {
      // Without a target nothing else has the focus: in Safari so also when one of our own buttons is pressed.
      if (relatedTarget instanceof Node && root.value?.contains(relatedTarget) !== true) close();
    },
  };
}
