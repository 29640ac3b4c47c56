import { createPhone, type Phone, type PhoneOptions } from "../src/call/phone.ts";
import type { Person } from "../src/contract.ts";

/** What a messenger's page offers: some buttons, a line of text, and an audio element that plays by itself. */
export interface MessengerPage {
  readonly status: { textContent: string | null };
  readonly voice: { srcObject: unknown };
  readonly buttons: Readonly<Record<"call" | "answer" | "hangUp" | "mute", { onclick: unknown }>>;
}

/** Gives the page of a conversation with somebody a phone. */
export function addPhone(page: MessengerPage, peer: Person, options: PhoneOptions = {}): Phone {
  const phone = createPhone(options);
  phone.onChange(({ connection, call, voice }) => {
    if (page.voice.srcObject !== voice) page.voice.srcObject = voice;
    page.status.textContent = call.state !== "idle"
      ? `${call.state} ${call.call.peer.name}`
      : call.ending?.reason ?? call.trouble?.kind ?? connection;
  });
  page.buttons.call.onclick = () => phone.call(peer);
  page.buttons.answer.onclick = () => phone.answer();
  page.buttons.hangUp.onclick = () => phone.hangUp();
  page.buttons.mute.onclick = () => phone.mute(phone.state.call.state !== "idle" && !phone.state.call.muted);
  return phone;
}
