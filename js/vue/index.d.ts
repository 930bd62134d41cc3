/**
 * The types of `print-redirect/vue`: the element `<print-redirect>` in the templates of Vue.
 *
 * Every name in this file is public. A name changes only together with a line in CHANGELOG.md.
 */
import type { AllowedComponentProps, ComponentCustomProps, HTMLAttributes, VNodeProps } from 'vue';
import type { PrintRedirectAttributes, PrintRedirectElement, PrintRedirectEventMap, PrintRedirectOptions } from '../print-redirect.js';

/** The options as properties (`:queues.prop="…"`), each of which may also be undefined. */
type Options = { [Name in keyof PrintRedirectOptions]?: PrintRedirectOptions[Name] | undefined };

/** One function that takes each event by its type, which is how Vue knows the listeners in a template, as `@redirected="…"`. */
type Emit = ToIntersection<{ [Type in keyof PrintRedirectEventMap]: (type: Type, event: PrintRedirectEventMap[Type]) => void }[keyof PrintRedirectEventMap]>;
type ToIntersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never;

declare module 'vue' {
  interface GlobalComponents {
    'print-redirect': new () => PrintRedirectElement & {
      $props: Omit<HTMLAttributes, keyof Options> & VNodeProps & AllowedComponentProps & ComponentCustomProps & Options & PrintRedirectAttributes;
      $emit: Emit;
    };
  }
}

// What is not exported above is not public.
export {};
