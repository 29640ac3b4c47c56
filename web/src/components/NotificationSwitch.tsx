import { defineComponent, h } from "vue";
import type { Notifications } from "../composables/useNotifications.ts";
import { notificationWords } from "../text/notification-words.ts";
import { lateText as text } from "../text/late-text.ts";
import { browserFamily } from "../text/words.ts";
import { SwitchRow } from "./SwitchRow.tsx";

export interface NotificationSwitchProps {
  readonly notifications: Notifications;
}

/** Whether this device tells of calls while nobody looks at the page. */
export const NotificationSwitch = defineComponent<NotificationSwitchProps>(
  (props) => {
    const { access, isOn, push, turnOn, turnOff } = props.notifications;
    const browser = browserFamily(navigator.userAgent);
    return () => {
      const situation = { access: access.value, isOn: isOn.value, push: push.value };
      return (
        <SwitchRow
          label={text.notifications.label}
          hint={notificationWords(situation, browser, text)}
          isOn={isOn.value}
          isDisabled={access.value !== "unasked" && access.value !== "granted"}
          onChange={(wanted) => wanted ? void turnOn() : turnOff()}
        />
      );
    };
  },
  { name: "NotificationSwitch", props: { notifications: null } },
);
