import { guarded, scoped } from "./call/browser.ts";
import { showChosen, systemIsDark, themeChoice } from "./settings/theme.ts";

// A file of its own, before the styles: a browser runs it before it paints anything, so that no page is light for a moment that
// is to be dark. The page may have no script in itself (Content-Security-Policy).
const chosen = themeChoice(scoped(guarded(() => localStorage), new URL(".", document.baseURI).pathname));
const system = systemIsDark();
const show = () => showChosen(document, chosen, system);
show();
system.addEventListener("change", show);
addEventListener("storage", show); // another tab has chosen
