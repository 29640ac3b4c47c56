import { bo, incoming, said } from "./messages.ts";
import { Phone } from "./phone.ts";

/** Alice calls Bo, and it rings. */
export async function calling(): Promise<Phone> {
  const phone = new Phone();
  phone.runner.callPressed(bo);
  await phone.settle();
  return phone;
}

/** Bo has accepted Alice's call; no path is found yet. */
export async function answered(): Promise<Phone> {
  const phone = await calling();
  phone.runner.received(said("call:accept", { call_id: "call-1" }, bo.id));
  return phone;
}

/** The same, with everything read that Alice's device has sent. */
export async function connecting(): Promise<Phone> {
  const phone = await answered();
  phone.takeSent();
  return phone;
}

/** Alice called Bo, and they talk. */
export async function talking(): Promise<Phone> {
  const phone = await answered();
  phone.peer?.path("connected");
  phone.takeSent();
  return phone;
}

/** Bo calls Alice, and it rings. */
export async function ringing(): Promise<Phone> {
  const phone = new Phone();
  phone.runner.received(incoming());
  await phone.settle();
  return phone;
}

/** Bo called Alice, she has accepted, and the server has not confirmed it yet. */
export async function accepting(): Promise<Phone> {
  const phone = new Phone();
  phone.runner.received(incoming());
  phone.runner.acceptPressed();
  await phone.settle();
  return phone;
}

/** Bo called Alice, and they talk. */
export async function answering(): Promise<Phone> {
  const phone = await accepting();
  phone.runner.received(said("call:offer", { call_id: "call-of-bo", sdp: "theirs" }, bo.id));
  phone.peer?.path("connected");
  phone.takeSent();
  return phone;
}
