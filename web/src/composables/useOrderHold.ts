import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import { systemClock } from "../call/clock.ts";
import { OrderHold } from "../list/order-hold.ts";

export interface ListUse {
  readonly isHeld: ReadonlyRef<boolean>;
  /** Somebody has scrolled in it. */
  readonly scrolled: () => void;
  /** To be put on the element around the list. */
  readonly listeners: {
    readonly onPointerenter: () => void;
    readonly onPointermove: () => void;
    readonly onPointerdown: () => void;
    readonly onPointerleave: (event: PointerEvent) => void;
    readonly onFocusin: () => void;
    readonly onFocusout: (event: FocusEvent) => void;
    readonly onKeydown: () => void;
  };
}

/** Whether somebody is at work in a list, so that its rows should stay where they are. */
export function useOrderHold(): ListUse {
  const isHeld = shallowRef(false);
  const hold = new OrderHold(systemClock, (changed) => isHeld.value = changed);
  onScopeDispose(() => hold.dispose());
  const used = () => hold.used();
  return {
    isHeld,
    scrolled: used,
    listeners: {
      onPointerenter: used,
      onPointermove: used,
      onPointerdown: used,
      onPointerleave: ({ currentTarget, pointerType }) => {
        // A finger is lifted between two presses; it has not gone away.
        if (pointerType !== "touch" && !isIn(currentTarget, ":focus-within")) hold.left();
      },
      onFocusin: used,
      onFocusout: ({ currentTarget, relatedTarget }) => {
        const stays = relatedTarget instanceof Node && currentTarget instanceof Node &&
          currentTarget.contains(relatedTarget);
        if (!stays && !isIn(currentTarget, ":hover")) hold.left();
      },
      onKeydown: used,
    },
  };
}

function isIn(element: EventTarget | null, selector: string): boolean {
  return element instanceof Element && element.matches(selector);
}
