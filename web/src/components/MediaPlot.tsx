import { defineComponent, h } from "vue";
import { MEDIA_LOOK } from "../call/quality/media-look.ts";

export interface PlotPoint {
  /** Milliseconds, by any clock. */
  readonly at: number;
  /** Null where it was looked and nothing measured. */
  readonly value: number | null;
}

export interface MediaPlotProps {
  readonly title: string;
  /** One look after the other, the oldest first. */
  readonly points: readonly PlotPoint[];
  /** What is at least as high as the plot. */
  readonly atLeast: number;
  /** The last value and the highest, in words. */
  readonly words: string;
}

/** A plot is a second a unit wide, and a minute at least. */
const UNIT = 1_000;
const LEAST_WIDTH = 60;
const HEIGHT = 40;
/** What is measured now and then holds until it is measured again, for so long at most. Milliseconds. */
const HOLDS = 10_000;
/** Two looks that both brought something are no further apart. Milliseconds. */
const APART = MEDIA_LOOK.interval + MEDIA_LOOK.deadline;

/** How something went in the last minutes: the newest stands at the end, and what was not measured is left open. */
export const MediaPlot = defineComponent<MediaPlotProps>(
  (props) => () => (
    <figure class="plot">
      <figcaption class="plot__title">{props.title}</figcaption>
      <svg
        class="plot__field"
        viewBox={`0 0 ${widthOf(props.points)} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path class="plot__line" d={pathOf(props.points, props.atLeast)} />
      </svg>
      <p class="plot__words">{props.words}</p>
    </figure>
  ),
  { name: "MediaPlot", props: { title: null, points: null, atLeast: null, words: null } },
);

/** An SVG path over the whole field. */
export function pathOf(points: readonly PlotPoint[], atLeast: number): string {
  const end = points.at(-1)?.at ?? 0;
  const right = widthOf(points) - 0.5;
  const top = Math.max(atLeast, ...points.map(({ value }) => value ?? 0));
  return strokes(points).map((stroke) => {
    const [first, ...rest] = stroke.map(({ at, value }) =>
      `${round(right - (end - at) / UNIT)} ${round(HEIGHT - 1 - (value / top) * (HEIGHT - 2))}`
    );
    return `M${first}h0.01${rest.map((point) => `L${point}`).join("")}`; // a single value is a dot
  }).join("");
}

interface Measured {
  readonly at: number;
  readonly value: number;
}

/** What is drawn in one go. */
function strokes(points: readonly PlotPoint[]): Measured[][] {
  const all: Measured[][] = [];
  let stroke: Measured[] = [];
  let held: Measured | null = null;
  let before = -Infinity;
  for (const { at, value } of points) {
    if (at - before > APART) held = null;
    if (value !== null) held = { at, value };
    const isHeld = held !== null && at - held.at < HOLDS;
    if (!isHeld || at - before > APART) stroke = [];
    before = at;
    if (held === null || !isHeld) continue;
    if (stroke.length === 0) all.push(stroke);
    stroke.push({ at, value: held.value });
  }
  return all;
}

function widthOf(points: readonly PlotPoint[]): number {
  const lasted = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0);
  return Math.max(LEAST_WIDTH, Math.ceil(lasted / UNIT) + 1);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
