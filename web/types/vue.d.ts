/**
 * The part of Vue 3.5 that Duet uses, written by hand from Vue's documented interface
 * (https://vuejs.org/api/). The program ships inside a wheel that carries no types.
 *
 * Children of elements exclude booleans on purpose: `h("p", null, false)` renders the word "false", so
 * `condition && <p/>` must be written `condition ? <p/> : null`.
 */
declare module "vue" {
  export interface Ref<T> {
    value: T;
  }
  export interface ShallowRef<T> extends Ref<T> {}
  export interface ReadonlyRef<T> {
    readonly value: T;
  }
  export type Source<T> = ReadonlyRef<T> | (() => T);

  export function ref<T>(value: T): Ref<T>;
  export function shallowRef<T>(value: T): ShallowRef<T>;
  export function shallowReactive<T extends object>(target: T): T;
  export function triggerRef(ref: ShallowRef<unknown>): void;
  export function readonly<T>(ref: Ref<T>): ReadonlyRef<T>;
  /** With the last value, which may be returned again so that nobody is told of a change. */
  export function computed<T>(get: (before: T | undefined) => T): ReadonlyRef<T>;

  export interface WatchOptions {
    readonly immediate?: boolean;
    readonly flush?: "pre" | "post" | "sync";
  }
  export type StopWatching = () => void;
  export function watch<T>(
    source: Source<T>,
    callback: (value: T, before: T | undefined, onCleanup: (undo: () => void) => void) => void,
    options?: WatchOptions,
  ): StopWatching;
  export function watchEffect(effect: (onCleanup: (undo: () => void) => void) => void): StopWatching;

  export function onMounted(hook: () => void): void;
  export function onBeforeUpdate(hook: () => void): void;
  export function onUpdated(hook: () => void): void;
  export function onBeforeUnmount(hook: () => void): void;
  export function onScopeDispose(hook: () => void): void;
  export function nextTick(): Promise<void>;
  export function useId(): string;

  /** A symbol, which has no such member: it says of what type the value under this key is. */
  export type InjectionKey<T> = symbol & { readonly of?: T };
  export function provide<T>(key: InjectionKey<T>, value: T): void;
  export function inject<T>(key: InjectionKey<T>, fallback: T): T;

  export interface EffectScope {
    run<T>(work: () => T): T | undefined;
    stop(): void;
  }
  export function effectScope(detached?: boolean): EffectScope;

  export interface VNode {
    readonly type: unknown;
    readonly key: string | number | symbol | null;
  }
  export type Child = VNode | string | number | null | undefined | readonly Child[];
  export type Render = () => Child;

  /** What a component made by `defineComponent` looks like to JSX. */
  export interface Component<P extends object> {
    new (): { readonly $props: P };
  }

  /**
   * The function form of `defineComponent` (Vue 3.3). `props` names every property at run time; the mapped
   * type makes forgetting one a type error. Events travel as `on…` functions among the properties.
   */
  export function defineComponent<P extends object>(
    setup: (props: Readonly<P>) => Render,
    options: { readonly name: string; readonly props: { readonly [K in keyof Required<P>]: null } },
  ): Component<P>;

  export interface App {
    mount(target: Element | string): unknown;
    unmount(): void;
    config: { errorHandler?: (error: unknown, instance: unknown, info: string) => void };
  }
  export function createApp<P extends object>(root: Component<P>): App;

  /** What `<>` stands for: elements without one around them. */
  export const Fragment: Component<{ readonly children?: Child | readonly Child[] }>;

  export function h(
    type: string | symbol | Component<never>,
    props: object | null,
    ...children: Child[]
  ): VNode;

  export namespace h {
    namespace JSX {
      type Element = VNode;
      type ElementClass = { readonly $props: object };
      interface ElementAttributesProperty {
        $props: object;
      }
      interface ElementChildrenAttribute {
        children: unknown;
      }
      interface IntrinsicAttributes {
        key?: string | number;
      }
      type ClassValue = string | undefined | Readonly<Record<string, boolean>> | readonly ClassValue[];
      /** A function receives the element when it appears and null when it goes; a ref is filled likewise. */
      type TemplateRef<E> = Ref<E | null> | ((element: E | null) => void);

      interface Attributes<E extends globalThis.Element> {
        children?: Child | readonly Child[];
        key?: string | number;
        ref?: TemplateRef<E>;
        class?: ClassValue;
        id?: string | undefined;
        role?: string | undefined;
        tabindex?: number;
        title?: string | undefined;
        hidden?: boolean;
        lang?: string;
        dir?: string;
        translate?: "no";
        style?: Readonly<Record<string, string>>;
        onClick?: (event: MouseEvent) => void;
        onClickCapture?: (event: MouseEvent) => void;
        onKeydown?: (event: KeyboardEvent) => void;
        onFocus?: (event: FocusEvent) => void;
        onBlur?: (event: FocusEvent) => void;
        onFocusin?: (event: FocusEvent) => void;
        onFocusout?: (event: FocusEvent) => void;
        onPointerenter?: (event: PointerEvent) => void;
        onPointermove?: (event: PointerEvent) => void;
        onPointerdown?: (event: PointerEvent) => void;
        onPointerleave?: (event: PointerEvent) => void;
        onAnimationend?: (event: AnimationEvent) => void;
      }
      interface ButtonAttributes extends Attributes<HTMLButtonElement> {
        type: "button" | "submit";
        disabled?: boolean;
      }
      interface InputAttributes extends Attributes<HTMLInputElement> {
        type: "text" | "password" | "search" | "url" | "checkbox" | "range";
        name?: string;
        value?: string;
        placeholder?: string | undefined;
        autocomplete?: string;
        autocapitalize?: string;
        spellcheck?: "true" | "false";
        required?: boolean;
        readonly?: boolean;
        disabled?: boolean;
        maxlength?: number;
        min?: number;
        max?: number;
        step?: number;
        checked?: boolean;
        onChange?: (event: Event) => void;
        onInput?: (event: Event) => void;
      }
      interface TextAreaAttributes extends Attributes<HTMLTextAreaElement> {
        value?: string;
        readonly?: boolean;
        rows?: number;
      }
      interface SelectAttributes extends Attributes<HTMLSelectElement> {
        value?: string;
        disabled?: boolean;
        onChange?: (event: Event) => void;
      }
      interface OptionAttributes extends Attributes<HTMLOptionElement> {
        value: string;
        selected?: boolean;
      }
      interface FormAttributes extends Attributes<HTMLFormElement> {
        novalidate?: boolean;
        onSubmit?: (event: SubmitEvent) => void;
      }
      interface LabelAttributes extends Attributes<HTMLLabelElement> {
        for?: string;
      }
      interface TimeAttributes extends Attributes<HTMLTimeElement> {
        datetime?: string;
      }
      interface DialogAttributes extends Attributes<HTMLDialogElement> {
        onClose?: (event: Event) => void;
        onCancel?: (event: Event) => void;
      }
      interface SvgAttributes extends Attributes<SVGElement> {
        viewBox?: string;
        preserveAspectRatio?: string;
        d?: string;
        cx?: number;
        cy?: number;
        r?: number;
        x?: number;
        y?: number;
        width?: number;
        height?: number;
        rx?: number;
        fill?: string;
        stroke?: string;
      }
      interface IntrinsicElements {
        a: Attributes<HTMLAnchorElement> & { href: string };
        aside: Attributes<HTMLElement>;
        bdi: Attributes<HTMLElement>;
        button: ButtonAttributes;
        circle: SvgAttributes;
        dialog: DialogAttributes;
        div: Attributes<HTMLDivElement>;
        figcaption: Attributes<HTMLElement>;
        figure: Attributes<HTMLElement>;
        footer: Attributes<HTMLElement>;
        form: FormAttributes;
        h1: Attributes<HTMLHeadingElement>;
        h2: Attributes<HTMLHeadingElement>;
        h3: Attributes<HTMLHeadingElement>;
        header: Attributes<HTMLElement>;
        input: InputAttributes;
        kbd: Attributes<HTMLElement>;
        label: LabelAttributes;
        li: Attributes<HTMLLIElement>;
        main: Attributes<HTMLElement>;
        nav: Attributes<HTMLElement>;
        ol: Attributes<HTMLOListElement>;
        option: OptionAttributes;
        p: Attributes<HTMLParagraphElement>;
        path: SvgAttributes;
        rect: SvgAttributes;
        section: Attributes<HTMLElement>;
        select: SelectAttributes;
        span: Attributes<HTMLSpanElement>;
        strong: Attributes<HTMLElement>;
        svg: SvgAttributes;
        table: Attributes<HTMLTableElement>;
        tbody: Attributes<HTMLTableSectionElement>;
        td: Attributes<HTMLTableCellElement>;
        textarea: TextAreaAttributes;
        th: Attributes<HTMLTableCellElement> & { scope: "col" | "row" };
        thead: Attributes<HTMLTableSectionElement>;
        time: TimeAttributes;
        tr: Attributes<HTMLTableRowElement>;
        ul: Attributes<HTMLUListElement>;
      }
    }
  }
}
