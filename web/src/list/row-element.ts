/** The row of a list that an element stands in. A row has its place in `aria-posinset`. */
export function rowOf(element: EventTarget | null): Element | null {
  return element instanceof Element ? element.closest("[aria-posinset]") : null;
}

/** Where a row stands in its list, counted from 0. */
export function placeOf(row: Element): number {
  return Number(row.getAttribute("aria-posinset")) - 1;
}
