import { nextTick, type ReadonlyRef, shallowRef } from "vue";
import { text } from "../text/text.ts";
import { failureWords } from "../text/words.ts";

export interface FieldBinding {
  readonly name: string;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

export interface Form<T> {
  readonly busy: ReadonlyRef<boolean>;
  /** What is wrong with the whole, or null. */
  readonly problem: ReadonlyRef<string | null>;
  /** What a `TextField` shows of a field, and how it tells what was typed. */
  readonly field: (name: keyof T & string) => FieldBinding;
  /** It was sent and taken, and nothing was typed since. */
  readonly done: ReadonlyRef<boolean>;
  readonly submit: (event: SubmitEvent) => void;
  /** All fields are as they were at first. */
  readonly clear: () => void;
}

/** A form of text fields, all of them needed. What the server refuses is said beside the field it names. */
export function useForm<T extends Record<string, string>>(
  initial: T,
  send: (values: T) => Promise<void>,
): Form<T> {
  const values = shallowRef(initial);
  const busy = shallowRef(false);
  const done = shallowRef(false);
  const problem = shallowRef<string | null>(null);
  const problems = shallowRef<Readonly<Record<string, string>>>({});

  const focusProblem = async (form: HTMLFormElement) => {
    await nextTick();
    form.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  };

  const submit = async (form: HTMLFormElement) => {
    done.value = false;
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
    done.value = true;
  };

  return {
    busy,
    done,
    problem,
    field: (name) => ({
      name,
      value: values.value[name] ?? "",
      problem: problems.value[name] ?? null,
      onChange(value) {
        done.value = false;
        values.value = { ...values.value, [name]: value };
        problems.value = Object.fromEntries(
          Object.entries(problems.value).filter(([other]) => other !== name),
        );
      },
    }),
    clear: () => values.value = initial,
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
