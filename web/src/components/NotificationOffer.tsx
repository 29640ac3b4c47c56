import { defineComponent, h, shallowRef, useId } from "vue";
import { focusIfLost } from "../composables/focus-if-lost.ts";
import type { Notifications } from "../composables/useNotifications.ts";
import { text } from "../text/text.ts";

export interface NotificationOfferProps {
  readonly notifications: Notifications;
}

/** Offers, once, to tell of calls while nobody looks at the page. Both answers are final here; the settings can change them. */
export const NotificationOffer = defineComponent<NotificationOfferProps>(
  (props) => {
    const id = useId();
    const { turnOn, notNow } = props.notifications;
    const offer = shallowRef<HTMLElement | null>(null);
    /** It goes with the button that was pressed. The focus goes to the lists, which stand below. */
    const answer = async (work: () => Promise<void> | void) => {
      const below = offer.value?.nextElementSibling;
      await work();
      await focusIfLost(() => below?.querySelector<HTMLElement>("[tabindex='0']"));
    };
    return () => (
      <section ref={offer} class="offer" aria-labelledby={id}>
        <h2 class="offer__title" id={id}>{text.notifications.offerTitle}</h2>
        <p class="offer__words">{text.notifications.offer}</p>
        <div class="offer__actions">
          <button type="button" class="button button--quiet" onClick={() => void answer(notNow)}>
            {text.notifications.notNow}
          </button>
          <button type="button" class="button button--primary" onClick={() => void answer(turnOn)}>
            {text.notifications.turnOn}
          </button>
        </div>
      </section>
    );
  },
  { name: "NotificationOffer", props: { notifications: null } },
);
