// Chromium takes pushes from its maker's service alone, so in its place the test subscribes: with keys that it holds.
// The rest of the page sees a `PushManager` as the Push API has it.
const KEPT = "test.push-subscription";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_");

function held() {
  const kept = JSON.parse(localStorage.getItem(KEPT));
  return kept === null ? null : {
    endpoint: kept.subscription.endpoint,
    options: { userVisibleOnly: true, applicationServerKey: bytes(kept.sender).buffer },
    toJSON: () => kept.subscription,
    async unsubscribe() {
      localStorage.removeItem(KEPT);
      return await duetUnsubscribe();
    },
  };
}

PushManager.prototype.getSubscription = async () => held();
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  const sender = text(applicationServerKey);
  localStorage.setItem(KEPT, JSON.stringify({ sender, subscription: await duetSubscribe(sender) }));
  return held();
};
