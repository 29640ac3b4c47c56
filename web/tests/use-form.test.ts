import { deepEqual, equal, notEqual } from "node:assert/strict";
import { ApiError, Unreachable } from "../src/api/api-error.ts";
import { useForm } from "../src/composables/useForm.ts";
import { de } from "../src/text/de.ts";
import { en } from "../src/text/en.ts";
import { speak } from "../src/text/text.ts";
import { settle } from "./support/manual-clock.ts";

/** The only thing of a form's element that is asked for. */
class FakeFormElement {
  querySelector(): null {
    return null;
  }
}

async function submit(form: ReturnType<typeof useForm>): Promise<void> {
  Object.assign(globalThis, { HTMLFormElement: FakeFormElement });
  form.submit({ preventDefault: () => {}, target: new FakeFormElement() } as unknown as SubmitEvent);
  await settle();
  Reflect.deleteProperty(globalThis, "HTMLFormElement");
}

Deno.test("a form that is cleared shows neither what was typed nor what was wrong with it", async () => {
  for (const field of ["current", null]) {
    const form = useForm(
      { current: "" },
      () => Promise.reject(new ApiError(403, "wrong_password", "This is wrong.", field)),
    );
    form.field("current").onChange("a guess");
    await submit(form);
    equal(form.field("current").problem ?? form.problem.value, "This is wrong.");
    form.clear();
    const { value, problem } = form.field("current");
    deepEqual([value, problem, form.problem.value], ["", null, null]);
  }
});

Deno.test("what is wrong is said in the language that is spoken by then", async () => {
  const form = useForm({ name: "" }, () => Promise.reject(new Unreachable("Failed to fetch")));
  try {
    await submit(form);
    equal(form.field("name").problem, en.errors.required);
    speak(de);
    equal(form.field("name").problem, de.errors.required);
    form.field("name").onChange("Alice");
    await submit(form);
    const german = form.problem.value;
    speak(en);
    notEqual(form.problem.value, german);
  } finally {
    speak(en);
  }
});
