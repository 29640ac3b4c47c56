import { computed, nextTick, type ReadonlyRef, shallowRef } from "vue";
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
  /** All fields are as they were at first, and nothing is wrong with them. */
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
  const failed = shallowRef<{ readonly error: unknown } | null>(null);
  /** The fields that were sent without anything in them. */
  const empty = shallowRef<readonly string[]>([]);
  const refusal = computed(() => failed.value === null ? null : failureWords(failed.value.error, text));
  /** The field that a refusal names; null where it names none of ours. */
  const refused = () => {
    const field = refusal.value?.field ?? null;
    return field !== null && Object.hasOwn(values.value, field) ? field : null;
  };
  const problemOf = (field: string) => {
    if (empty.value.includes(field)) return text.errors.required;
    return refused() === field ? refusal.value?.message ?? null : null;
  };

  const focusProblem = async (form: HTMLFormElement) => {
    await nextTick();
    form.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  };

  const submit = async (form: HTMLFormElement) => {
    done.value = false;
    failed.value = null;
    empty.value = Object.keys(values.value).filter((field) => values.value[field]?.trim() === "");
    if (empty.value.length > 0) return focusProblem(form);
    busy.value = true;
    try {
      await send(values.value);
    } catch (error) {
      failed.value = { error };
      busy.value = false;
      return focusProblem(form);
    }
    busy.value = false;
    done.value = true;
  };

  return {
    busy,
    done,
    problem: computed(() => refused() === null ? refusal.value?.message ?? null : null),
    field: (name) => ({
      name,
      value: values.value[name] ?? "",
      problem: problemOf(name),
      onChange(value) {
        done.value = false;
        values.value = { ...values.value, [name]: value };
        empty.value = empty.value.filter((other) => other !== name);
        if (refused() === name) failed.value = null;
      },
    }),
    clear() {
      values.value = initial;
      failed.value = null;
      empty.value = [];
    },
    submit(event) {
      event.preventDefault();
      if (!busy.value && event.target instanceof HTMLFormElement) void submit(event.target);
    },
  };
}
