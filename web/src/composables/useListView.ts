import { onMounted, onScopeDispose, type ReadonlyRef, shallowRef, watch } from "vue";
import type { View } from "../list/rows.ts";

export interface ListViewParts {
  readonly list: ReadonlyRef<HTMLElement | null>;
  /** What the list is scrolled in. */
  readonly scroller: ReadonlyRef<HTMLElement | null>;
  /** Somebody has scrolled. */
  readonly scrolled: () => void;
}

export interface ListView {
  readonly view: ReadonlyRef<View>;
  /** Before the browser knows of it: the list will be scrolled on by so many pixels once it is drawn. */
  readonly expect: (distance: number) => void;
  /** Scrolls to a position of the scroller's, which is then not told as somebody's doing. */
  readonly scrollTo: (position: number) => void;
}

/** Follows which part of a list can be seen. */
export function useListView({ list, scroller, scrolled }: ListViewParts): ListView {
  const view = shallowRef<View>({ above: 0, height: 0 });
  /** Where we scrolled to ourselves, until the browser has told us. */
  let ownPosition: number | null = null;

  const look = () => {
    if (list.value === null || scroller.value === null) return;
    // What stands before the rows in the view, as a sticky field does, is told by the margin of what is pressed.
    const pressed = list.value.firstElementChild?.firstElementChild;
    const covered = pressed ? parseFloat(getComputedStyle(pressed).scrollMarginBlockStart) : 0;
    const edge = scroller.value.getBoundingClientRect().top + covered;
    const above = edge - list.value.getBoundingClientRect().top;
    view.value = { above, height: scroller.value.clientHeight - covered };
  };
  const onScroll = () => {
    look();
    if (scroller.value?.scrollTop !== ownPosition) scrolled();
    ownPosition = null;
  };

  const observer = new ResizeObserver(look);
  watch(scroller, (now, before) => {
    before?.removeEventListener("scroll", onScroll);
    now?.addEventListener("scroll", onScroll, { passive: true });
    observer.disconnect();
    if (now !== null) observer.observe(now);
  }, { immediate: true });
  onMounted(look);
  onScopeDispose(() => {
    scroller.value?.removeEventListener("scroll", onScroll);
    observer.disconnect();
  });

  return {
    view,
    expect: (distance) => view.value = { ...view.value, above: view.value.above + distance },
    scrollTo(position) {
      if (scroller.value === null || scroller.value.scrollTop === position) return;
      scroller.value.scrollTop = position;
      ownPosition = scroller.value.scrollTop; // it may not go that far
      look();
    },
  };
}
