import { type Child, computed, defineComponent, h, type ReadonlyRef, shallowRef, watch } from "vue";
import { systemClock } from "../call/clock.ts";
import { useRowFocus } from "../composables/useRowFocus.ts";
import { useRowWindow } from "../composables/useRowWindow.ts";
import { PressGuard } from "../list/press-guard.ts";
import { placesOf, withMargin } from "../list/rows.ts";

export interface WindowedListProps {
  /** The rows, each by a key that stays its own. */
  readonly keys: readonly string[];
  /** What the list is about. With another topic it begins at its top again. */
  readonly topic: string;
  /** What the list is scrolled in. */
  readonly scroller: ReadonlyRef<HTMLElement | null>;
  /** The row at a place: first what can be pressed, with this `tabindex`. All are of one height. */
  readonly row: (place: number, tabindex: 0 | -1) => Child;
  readonly onScrolled?: () => void;
  /** The last row is about to be seen. */
  readonly onEnd?: () => void;
}

/**
 * A list of any length, of which only those rows are in the document that can be seen, or have the focus. The
 * rows that are not there leave gaps of their height; a screen reader hears each row's place in the whole.
 */
export const WindowedList = defineComponent<WindowedListProps>(
  (props) => {
    const list = shallowRef<HTMLUListElement | null>(null);
    const guard = new PressGuard(systemClock);
    const keys = () => props.keys;
    const { visible, rowHeight } = useRowWindow({
      list,
      scroller: props.scroller,
      keys,
      topic: () => props.topic,
      scrolled: () => props.onScrolled?.(),
      moved: () => guard.moved(),
    });
    const drawn = computed(() => withMargin(visible.value, props.keys.length));
    const rowsBelow = () => props.keys.length - drawn.value.end;
    watch(rowsBelow, (rows) => {
      if (rows === 0) props.onEnd?.();
    }, { immediate: true, flush: "post" });
    const focus = useRowFocus({ list, keys, visible });
    const gap = (rows: number) => `${rows * rowHeight.value}px`;
    const pointerDown = ({ pointerType }: PointerEvent) =>
      guard.pressed(pointerType === "touch" ? "finger" : "other");
    const keyDown = (event: KeyboardEvent) => {
      guard.pressed("other");
      focus.onKeydown(event);
    };
    const click = (event: MouseEvent) => {
      if (guard.isBlind) event.stopPropagation();
    };
    return () => {
      const count = props.keys.length;
      const places = placesOf(drawn.value, focus.pinned());
      const tabStop = focus.tabStop(places);
      const rows = places.map((place, index) => (
        <li
          key={props.keys[place] ?? place}
          aria-setsize={count}
          aria-posinset={place + 1}
          style={{ marginBlockStart: gap(place - (places[index - 1] ?? -1) - 1) }}
        >
          {props.row(place, place === tabStop ? 0 : -1)}
        </li>
      ));
      return (
        <ul
          ref={list}
          class="list"
          role="list"
          style={{ paddingBlockEnd: gap(count - 1 - (places.at(-1) ?? -1)) }}
          onFocusin={focus.onFocusin}
          onFocusout={focus.onFocusout}
          onKeydown={keyDown}
          onPointerdown={pointerDown}
          onClickCapture={click}
        >
          {rows}
        </ul>
      );
    };
  },
  {
    name: "WindowedList",
    props: {
      keys: null,
      topic: null,
      scroller: null,
      row: null,
      onScrolled: null,
      onEnd: null,
    },
  },
);
