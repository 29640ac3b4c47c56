import { defineComponent, h } from "vue";
import { text } from "../text/text.ts";
import type { PageUpdate } from "../update/page-update.ts";
import { Notice } from "./Notice.tsx";

export interface UpdateBannerProps {
  readonly update: PageUpdate;
  readonly onLoad: () => void;
}

/** Says that the server has another page than this one, and what happens about it. */
export const UpdateBanner = defineComponent<UpdateBannerProps>(
  (props) => () => {
    const load = (label: string) => ({ label, run: props.onLoad });
    switch (props.update) {
      case "none":
      case "now":
        return null;
      case "after-call":
        return <Notice tone="calm" message={{ title: text.update.afterCall, detail: null }} />;
      case "soon":
      case "in-vain":
        return (
          <Notice
            tone="calm"
            message={{ title: text.update.ready, detail: null }}
            action={load(text.update.load)}
          />
        );
      case "misfit":
        return (
          <Notice
            tone="trouble"
            message={{ title: text.update.misfit, detail: null }}
            action={load(text.update.again)}
          />
        );
    }
  },
  { name: "UpdateBanner", props: { update: null, onLoad: null } },
);
