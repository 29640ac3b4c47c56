import { deepEqual, equal } from "node:assert/strict";
import { en } from "../src/text/en.ts";
import { choiceOf, microphoneChoices, microphoneOf } from "../src/text/device-choices.ts";

const DESK = { id: "d1", label: "Desk microphone" };
const HEADSET = { id: "h1", label: "Headset" };

Deno.test("a microphone that Windows lists three times can be chosen once, beside the system's choice", () => {
  const listed = [
    { id: "default", label: "Default - Headset" },
    { id: "communications", label: "Communications - Headset" },
    DESK,
    HEADSET,
  ];
  deepEqual(microphoneChoices(listed, en), [
    { value: "", label: "System default" },
    { value: "d1", label: "Desk microphone" },
    { value: "h1", label: "Headset" },
  ]);
  deepEqual(["default", "communications", null, "h1"].map(choiceOf), ["", "", "", "h1"]);
});

Deno.test("a microphone whose name is not told yet has a number", () => {
  const names = microphoneChoices([{ id: "a", label: "" }, HEADSET, { id: "b", label: "" }], en)
    .map(({ label }) => label);
  deepEqual(names, ["System default", "Microphone 1", "Headset", "Microphone 3"]);
});

Deno.test("the system's choice is no device that could be asked for", () => {
  equal(microphoneOf(""), null);
  equal(microphoneOf("h1"), "h1");
});
