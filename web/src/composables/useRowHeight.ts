import { onMounted, onScopeDispose, onUpdated, type ReadonlyRef, shallowRef } from "vue";

/**
 * How high a row of a list is, in pixels; 0 until it has been measured. All rows are of one height, which
 * changes with the size of letters.
 */
export function useRowHeight(list: ReadonlyRef<HTMLElement | null>): ReadonlyRef<number> {
  const height = shallowRef(0);
  let sample: Element | null = null;
  const observer = new ResizeObserver((entries) => {
    for (const { target, borderBoxSize: [box] } of entries) {
      // Nothing has a height while the page is not laid out.
      if (target === sample && box !== undefined && box.blockSize > 0) height.value = box.blockSize;
    }
  });
  const choose = () => {
    const row = list.value?.firstElementChild ?? null;
    if (row === sample) return;
    if (sample !== null) observer.unobserve(sample);
    if (row !== null) observer.observe(row);
    sample = row;
  };
  onMounted(choose);
  onUpdated(choose);
  onScopeDispose(() => observer.disconnect());
  return height;
}
