// What hardly anybody sees at first: the bundle makes a file of its own of it, which is loaded later (`useDialogs`).
export { speakLate } from "../text/late-text.ts";
export { AccountDialog } from "./AccountDialog.tsx";
export { AdministrationDialog } from "./AdministrationDialog.tsx";
export { CallDetailsDialog } from "./CallDetailsDialog.tsx";
export { ConnectionCheckDialog } from "./ConnectionCheckDialog.tsx";
export { InviteDialog } from "./InviteDialog.tsx";
export { ObstacleNotice } from "./ObstacleNotice.tsx";
export { PersonDialog } from "./PersonDialog.tsx";
export { ResetScreen } from "./ResetScreen.tsx";
export { SettingsDialog } from "./SettingsDialog.tsx";
export { SignInAgainDialog } from "./SignInAgainDialog.tsx";
export { SignOutDialog } from "./SignOutDialog.tsx";
export { WelcomeScreen } from "./WelcomeScreen.tsx";
