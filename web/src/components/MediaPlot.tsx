import { defineComponent, h } from "vue";

export interface MediaPlotProps {
  readonly title: string;
  /** One look after the other, the oldest first; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** What is at least as high as the plot. */
  readonly atLeast: number;
  /** The last value and the highest, in words. */
  readonly words: string;
}

/** A plot is at least a minute wide. In values. */
const LEAST_WIDTH = 30;
const HEIGHT = 40;
/** What is measured now and then holds until it is measured again, for ten seconds at most. In values. */
const HOLDS = 5;

/** How something went in the last minutes: the newest stands at the end, and what was not measured for long is left open. */
export const MediaPlot = defineComponent<MediaPlotProps>(
  (props) => () => (
    <figure class="plot">
      <figcaption class="plot__title">{props.title}</figcaption>
      <svg
        class="plot__field"
        viewBox={`0 0 ${widthOf(props.values)} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path class="plot__line" d={pathOf(held(props.values), props.atLeast)} />
      </svg>
      <p class="plot__words">{props.words}</p>
    </figure>
  ),
  { name: "MediaPlot", props: { title: null, values: null, atLeast: null, words: null } },
);

/** An SVG path over the whole field, one unit a value from the right. */
export function pathOf(values: readonly (number | null)[], atLeast: number): string {
  const top = Math.max(atLeast, ...values.map((value) => value ?? 0));
  const from = widthOf(values) - values.length;
  let isOpen = false;
  return values.map((value, place) => {
    if (value === null) {
      isOpen = false;
      return "";
    }
    const point = `${from + place + 0.5} ${round(HEIGHT - 1 - (value / top) * (HEIGHT - 2))}`;
    const step = isOpen ? `L${point}` : `M${point}h0.01`; // a single value is a dot
    isOpen = true;
    return step;
  }).join("");
}

/** With each value in place of those that follow it and were not measured, as long as it holds. */
export function held(values: readonly (number | null)[]): (number | null)[] {
  let [last, age]: [number | null, number] = [null, 0];
  return values.map((value) => {
    if (value !== null) [last, age] = [value, 0];
    else age += 1;
    return age < HOLDS ? last : null;
  });
}

function widthOf({ length }: readonly unknown[]): number {
  return Math.max(LEAST_WIDTH, length);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
