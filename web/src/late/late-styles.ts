let loading: Promise<void> | null = null;

/** The styles of what is loaded later, once for a page. Rejects when they cannot be had; then it may be tried again. */
export function loadLateStyles(): Promise<void> {
  return loading ??= new Promise<void>((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("late.css", import.meta.url).href;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      loading = null;
      reject(new Error("The styles could not be loaded."));
    };
    document.head.append(link);
  });
}
