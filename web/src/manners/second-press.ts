/** How long after a press another one at the same place may be the second of a double click, in milliseconds. */
export const DOUBLE_CLICK = 600;

const CONTROLS = "a, button, input, select, label";

export interface Press {
  /** What it is to act on. */
  readonly control: object;
  /** The place of what was pressed, and of the pointer, in the viewport. */
  readonly area: { left: number; right: number; top: number; bottom: number };
  readonly clientX: number;
  readonly clientY: number;
  /** When it was, in milliseconds since any moment: not when the page, which may be busy, heard of it. */
  readonly timeStamp: number;
}

/** Knows of a press whether it was the second one on a control in whose place another one has appeared meanwhile. */
export class SecondPress {
  #last: { control: object; area: Press["area"]; at: number } | null = null;

  /** A control is pressed. False if the press was meant for what was there before. */
  isMeant({ control, area, clientX, clientY, timeStamp }: Press): boolean {
    const last = this.#last;
    if (last !== null && last.control !== control && timeStamp - last.at < DOUBLE_CLICK) {
      const { left, right, top, bottom } = last.area;
      if (clientX >= left && clientX <= right && clientY >= top && clientY <= bottom) return false;
    }
    this.#last = { control, area, at: timeStamp };
    return true;
  }
}

/** Lets no control of the page take the second press on another one that was in its place. */
export function guardSecondPresses(page: Document): void {
  const presses = new SecondPress();
  page.addEventListener("click", (event) => {
    // A key presses what has the focus, wherever that is.
    if (event.detail === 0 || !(event.target instanceof Element)) return;
    const pressed = event.target.closest(CONTROLS);
    if (pressed === null) return;
    // The browser lets a press on a label be followed by one on what it names.
    const control = pressed instanceof HTMLLabelElement ? pressed.control ?? pressed : pressed;
    const { clientX, clientY, timeStamp } = event;
    if (presses.isMeant({ control, area: pressed.getBoundingClientRect(), clientX, clientY, timeStamp })) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
}
