import { computed, onUpdated, type ReadonlyRef, watch } from "vue";
import { placeOf, rowOf } from "../list/row-element.ts";
import { anchorOf, haveMoved, type Rows, type VisibleRows, visibleRows } from "../list/rows.ts";
import { type ListViewParts, useListView } from "./useListView.ts";
import { useRowHeight } from "./useRowHeight.ts";

export interface RowWindowParts extends ListViewParts {
  /** The rows, each by a key that stays its own. */
  readonly keys: () => readonly string[];
  /** What the list is about. With another topic it begins at its top again. */
  readonly topic: () => string;
  /** Rows that can be seen have taken other places. */
  readonly moved: () => void;
}

export interface RowWindow {
  readonly visible: ReadonlyRef<VisibleRows>;
  /** In pixels; 0 until it has been measured. */
  readonly rowHeight: ReadonlyRef<number>;
}

/** Knows which rows of a list can be seen, and keeps them where they are when rows above them come and go. */
export function useRowWindow(parts: RowWindowParts): RowWindow {
  const { list, scroller, keys, topic, moved } = parts;
  const { view, expect, scrollTo } = useListView(parts);
  const rowHeight = useRowHeight(list);
  const visible = computed<VisibleRows>((before) => {
    const rows = visibleRows(view.value, rowHeight.value, keys().length);
    // The same value, so that nothing is drawn anew for each pixel of scrolling.
    return before !== undefined && isSame(rows, before) ? before : rows;
  });

  /** What is to be done once the rows have been drawn. */
  let afterwards: () => void = () => {};
  onUpdated(() => {
    const work = afterwards;
    afterwards = () => {};
    work();
  });
  const shift = (distance: number) => {
    if (distance === 0) return;
    const position = (scroller.value?.scrollTop ?? 0) + distance;
    expect(distance);
    afterwards = () => scrollTo(position);
  };
  watch(() => ({ keys: keys(), topic: topic() }), (now, before) => {
    if (before === undefined || now.topic !== before.topic) {
      expect(-Math.max(view.value.above, 0));
      afterwards = () => scrollTo(0);
      return;
    }
    const seen = visibleRows(view.value, rowHeight.value, before.keys.length);
    const anchor = anchorOf(before.keys, now.keys, anchorPlaces(list.value, seen, view.value.above > 0));
    const places = anchor === null ? 0 : anchor.is - anchor.was;
    if (haveMoved(before.keys, now.keys, seen, places)) moved();
    shift(places * rowHeight.value);
  });
  watch(rowHeight, (now, before) => {
    const count = keys().length;
    shift(before === undefined ? 0 : visibleRows(view.value, before, count).first * (now - before));
  });

  return { visible, rowHeight };
}

/**
 * The rows that should stay where they are, best first: the one that has the focus or is pointed at, then
 * those that can be seen, unless the list stands at its top.
 */
function anchorPlaces(
  list: HTMLElement | null,
  { first, end }: Rows,
  isScrolled: boolean,
): readonly number[] {
  const focused = list?.contains(document.activeElement) ? rowOf(document.activeElement) : null;
  const used = focused ?? list?.querySelector(":scope > :hover");
  const places = used ? [placeOf(used)] : [];
  if (isScrolled) { for (let place = first; place < end; place += 1) places.push(place); }
  return places;
}

function isSame(one: VisibleRows, other: VisibleRows): boolean {
  return one.first === other.first && one.end === other.end && one.firstWhole === other.firstWhole;
}
