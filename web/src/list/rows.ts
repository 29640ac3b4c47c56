/** Some rows of a list by their places: `first`, and those up to `end`, which is not one of them. */
export interface Rows {
  readonly first: number;
  readonly end: number;
}

export interface VisibleRows extends Rows {
  /** The first one that can be seen as a whole, if there is one. */
  readonly firstWhole: number;
}

/** What of a list can be seen, in pixels: how much is hidden above, and how high the view is. */
export interface View {
  readonly above: number;
  readonly height: number;
}

/** The rows that can be seen, also in part. Before the height of a row is known it is the first one alone. */
export function visibleRows({ above, height }: View, rowHeight: number, count: number): VisibleRows {
  if (rowHeight === 0) return { first: 0, end: Math.min(1, count), firstWhole: 0 };
  const first = clamp(Math.floor(above / rowHeight), 0, count);
  const end = clamp(Math.ceil((above + height) / rowHeight), first, count);
  return { first, end, firstWhole: clamp(Math.ceil(above / rowHeight), first, Math.max(first, end - 1)) };
}

/** The same and half as many again on either side, for the scrolling of one moment. */
export function withMargin({ first, end }: Rows, count: number): Rows {
  const margin = Math.ceil((end - first) / 2);
  return { first: Math.max(0, first - margin), end: Math.min(count, end + margin) };
}

/** The places of these rows and of some others, in order. */
export function placesOf({ first, end }: Rows, others: readonly number[]): readonly number[] {
  const places = new Set(others);
  for (let place = first; place < end; place += 1) places.add(place);
  return [...places].sort((a, b) => a - b);
}

/** The first of these rows that is still there: where it stood, and where it stands. */
export function anchorOf(
  before: readonly string[],
  now: readonly string[],
  candidates: readonly number[],
): { readonly was: number; readonly is: number } | null {
  for (const was of candidates) {
    const key = before[was];
    const is = key === undefined ? -1 : now.indexOf(key);
    if (is >= 0) return { was, is };
  }
  return null;
}

/** Does any of these rows stand elsewhere for the eye, when the list is scrolled on by some places? */
export function haveMoved(
  before: readonly string[],
  now: readonly string[],
  { first, end }: Rows,
  places: number,
): boolean {
  return before.slice(first, end).some((key, index) => key !== now[first + index + places]);
}

/** Where a key leads from a row; null if it is none that leads anywhere. */
export function placeAfter(key: string, from: number, count: number, page: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(from + 1, last);
    case "ArrowUp":
      return Math.max(from - 1, 0);
    case "PageDown":
      return Math.min(from + page, last);
    case "PageUp":
      return Math.max(from - page, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
