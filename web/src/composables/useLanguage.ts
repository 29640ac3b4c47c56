import { watch } from "vue";
import type { WorkerLink } from "../notify/worker-link.ts";
import type { SpokenLanguage } from "../text/spoken-language.ts";
import { useOtherTabs } from "./useOtherTabs.ts";

/** All tabs of a device and its worker speak one language: the one that was chosen last in any of them. */
export function useLanguage(language: SpokenLanguage, worker: WorkerLink): void {
  useOtherTabs(() => void language.follow());
  watch(language.chosen, () => void worker.speak(language.wanted.code));
}
