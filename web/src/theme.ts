import { guarded, scoped } from "./call/browser.ts";
import { showTheme, themeChoice, themeOf } from "./settings/theme.ts";

// A file of its own, before the styles: a browser runs it before it paints anything, so that no page is light for a moment that
// is to be dark. The page may have no script in itself (Content-Security-Policy).
const chosen = themeChoice(scoped(guarded(() => localStorage), new URL(".", document.baseURI).pathname));
const system = matchMedia("(prefers-color-scheme: dark)");
const show = () => showTheme(document, themeOf(chosen.load(), system.matches));
show();
system.addEventListener("change", show);
addEventListener("storage", show); // another tab has chosen
