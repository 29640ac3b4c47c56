import { nextTick, onBeforeUpdate, onUpdated, type ReadonlyRef, shallowRef } from "vue";
import { placeAfter, type VisibleRows } from "../list/rows.ts";
import { placeOf, rowOf } from "../list/row-element.ts";

/**
 * The whole list is one stop for the Tab key; the arrow keys lead from row to row. `inside`: this row has the
 * focus, or is about to get it. `left`: it had it last, and has it again when the reader comes back.
 */
type FocusState =
  | { readonly kind: "never" }
  | { readonly kind: "inside" | "left"; readonly key: string };

export interface RowFocusParts {
  /** Its children are rows, each with its place in `aria-posinset` and something to press as first child. */
  readonly list: ReadonlyRef<HTMLElement | null>;
  readonly keys: () => readonly string[];
  readonly visible: ReadonlyRef<VisibleRows>;
}

export interface RowFocus {
  /** Rows that have to be there although nobody sees them. */
  readonly pinned: () => readonly number[];
  /** Which of the rows that are there the Tab key reaches. */
  readonly tabStop: (places: readonly number[]) => number;
  readonly onFocusin: (event: FocusEvent) => void;
  readonly onFocusout: (event: FocusEvent) => void;
  readonly onKeydown: (event: KeyboardEvent) => void;
}

/** The keyboard in a list of which only some rows are there. */
export function useRowFocus({ list, keys, visible }: RowFocusParts): RowFocus {
  const state = shallowRef<FocusState>({ kind: "never" });
  /** Where the focus goes next; the row it comes from stays until it has gone. */
  const target = shallowRef<number | null>(null);

  const focusedPlace = () => state.value.kind === "never" ? -1 : keys().indexOf(state.value.key);
  const rowAt = (place: number) =>
    list.value?.querySelector<HTMLElement>(`:scope > [aria-posinset="${place + 1}"]`) ?? null;
  const contains = (element: EventTarget | null) =>
    element instanceof Node && list.value !== null && list.value.contains(element);

  const entered = (place: number) => {
    const key = keys()[place];
    if (key !== undefined) state.value = { kind: "inside", key };
  };
  const press = (row: HTMLElement | null) =>
    row?.firstElementChild instanceof HTMLElement ? row.firstElementChild : null;
  const focus = async (place: number) => {
    target.value = place;
    await nextTick();
    if (target.value !== place) return; // the next key came before
    target.value = null;
    const pressed = press(rowAt(place));
    entered(place); // a browser that is in the background tells of no focus
    pressed?.focus({ preventScroll: true });
    pressed?.scrollIntoView({ block: "nearest" });
  };

  // A row that takes another place is moved in the document, which takes the focus from it; so does its end.
  let focusedBefore: number | null = null;
  onBeforeUpdate(() => {
    const row = contains(document.activeElement) ? rowOf(document.activeElement) : null;
    // The loss itself may bring a second update before anybody can look after it.
    if (row !== null) focusedBefore ??= placeOf(row);
  });
  onUpdated(() => {
    const before = focusedBefore;
    focusedBefore = null;
    if (before === null || contains(document.activeElement)) return;
    const place = focusedPlace();
    press(rowAt(place >= 0 ? place : Math.min(before, keys().length - 1)))?.focus({ preventScroll: true });
  });

  return {
    pinned: () => {
      const places = [state.value.kind === "inside" ? focusedPlace() : -1, target.value ?? -1];
      return places.filter((place) => place >= 0 && place < keys().length);
    },
    tabStop: (places) => {
      const place = focusedPlace();
      return places.includes(place) ? place : visible.value.firstWhole;
    },
    onFocusin: (event) => {
      const row = rowOf(event.target);
      if (row !== null) entered(placeOf(row));
    },
    onFocusout: (event) => {
      if (state.value.kind === "inside" && !contains(event.relatedTarget)) {
        state.value = { ...state.value, kind: "left" };
      }
    },
    onKeydown: (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const { first, end } = visible.value;
      const row = rowOf(event.target);
      const from = target.value ?? (row === null ? first : placeOf(row));
      const place = placeAfter(event.key, from, keys().length, Math.max(1, end - first - 2));
      if (place === null) return;
      event.preventDefault();
      void focus(place);
    },
  };
}
