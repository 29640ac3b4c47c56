import { onScopeDispose, type ReadonlyRef, shallowRef } from "vue";
import { createPhone, type Phone, type PhoneOptions, type PhoneState } from "../call/phone.ts";

export interface PhoneRef {
  readonly phone: Phone;
  readonly state: ReadonlyRef<PhoneState>;
}

/** A phone for as long as the scope lives. */
export function usePhone(options: PhoneOptions): PhoneRef {
  const phone = createPhone(options);
  const state = shallowRef(phone.state);
  phone.onChange((changed) => state.value = changed);
  onScopeDispose(() => phone.close());
  return { phone, state };
}
