import { nextTick, type ReadonlyRef, shallowRef } from "vue";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";

export interface Form<T> {
  readonly values: ReadonlyRef<T>;
  readonly busy: ReadonlyRef<boolean>;
  /** What is wrong with the whole, or null. */
  readonly problem: ReadonlyRef<string | null>;
  readonly problemOf: (field: keyof T) => string | null;
  readonly set: (field: keyof T, value: string) => void;
  readonly submit: (event: SubmitEvent) => void;
}

/** A form of text fields, all of them needed. What the server refuses is said beside the field it names. */
export function useForm<T extends Record<string, string>>(
  initial: T,
  send: (values: T) => Promise<void>,
): Form<T> {
  const values = shallowRef(initial);
  const busy = shallowRef(false);
  const problem = shallowRef<string | null>(null);
  const problems = shallowRef<Readonly<Record<string, string>>>({});

  const focusProblem = async (form: HTMLFormElement) => {
    await nextTick();
    form.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  };

  const submit = async (form: HTMLFormElement) => {
    problem.value = null;
    problems.value = missing(values.value);
    if (Object.keys(problems.value).length > 0) return focusProblem(form);
    busy.value = true;
    try {
      await send(values.value);
    } catch (error) {
      const { message, field } = failureWords(error, text);
      if (field !== null && Object.hasOwn(values.value, field)) problems.value = { [field]: message };
      else problem.value = message;
      busy.value = false;
      return focusProblem(form);
    }
    busy.value = false;
  };

  return {
    values,
    busy,
    problem,
    problemOf: (field) => problems.value[String(field)] ?? null,
    set(field, value) {
      values.value = { ...values.value, [field]: value };
      problems.value = Object.fromEntries(Object.entries(problems.value).filter(([name]) => name !== field));
    },
    submit(event) {
      event.preventDefault();
      if (!busy.value && event.target instanceof HTMLFormElement) void submit(event.target);
    },
  };
}

function missing(values: Readonly<Record<string, string>>): Record<string, string> {
  const empty = Object.keys(values).filter((field) => values[field]?.trim() === "");
  return Object.fromEntries(empty.map((field) => [field, text.errors.required]));
}
