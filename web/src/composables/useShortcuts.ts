import { onScopeDispose } from "vue";
import type { Call } from "./useCall.ts";

/**
 * Keys for a call. All of them with Ctrl, so that nobody who speaks to the computer or types a letter by
 * accident ends a call (WCAG 2.1.4).
 */
export function useShortcuts(call: Call, focusSearch: () => void): void {
  const pressed = (event: KeyboardEvent) => {
    if (!event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat) return;
    const action = actionOf(event, call, focusSearch);
    if (action === null) return;
    event.preventDefault();
    action();
  };
  addEventListener("keydown", pressed);
  onScopeDispose(() => removeEventListener("keydown", pressed));
}

function actionOf(event: KeyboardEvent, call: Call, focusSearch: () => void): (() => void) | null {
  const { state } = call.view.value;
  const rings = state === "ringing";
  switch (event.key.toLowerCase()) { // capital letters with caps lock on
    case "enter":
      return rings ? call.accept : null;
    case "backspace":
      // In a text field it deletes a word.
      if (state === "idle" || isEditable(event.target)) return null;
      return rings ? call.decline : call.hangUp;
    case "m":
      return state === "idle" || rings ? null : call.toggleMute;
    case "k":
      return focusSearch;
    default:
      return null;
  }
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
