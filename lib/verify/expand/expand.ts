// Pure: templates as they are deployed: loops are unrolled, and what is hidden is said to be.

import type { Assembly, StackTemplate } from '../assembly';
import { field, isObject } from '../json';
import { hiddenIn } from './hidden';
import { hasLoop, Unroller } from './loops';

const SECTIONS = ['Conditions', 'Outputs', 'Resources'] as const;

function unrolled(assembly: Assembly, stack: StackTemplate): StackTemplate {
  const { template } = stack;
  if (!isObject(template) || !SECTIONS.some((section) => hasLoop(field(template, section)))) return stack;
  const unroller = new Unroller({ assembly, stack });
  const { Conditions, Outputs, Resources, ...rest } = template;
  const whole = {
    ...rest,
    ...(Conditions === undefined ? {} : { Conditions: unroller.named(Conditions) }),
    ...(Outputs === undefined ? {} : { Outputs: unroller.named(Outputs) }),
    Resources: unroller.resources(Resources),
  };
  return { ...stack, template: whole };
}

function revealed(assembly: Assembly, stack: StackTemplate): StackTemplate {
  const hidden = hiddenIn({ assembly, stack });
  if (hidden.length === 0) return stack;
  const resources = field(stack.template, 'Resources');
  const Resources = { ...(isObject(resources) ? resources : {}), ...Object.fromEntries(hidden) };
  return { ...stack, template: { ...(isObject(stack.template) ? stack.template : {}), Resources } };
}

function each(assembly: Assembly, change: (assembly: Assembly, stack: StackTemplate) => StackTemplate): Assembly {
  const stacks = assembly.stacks.map((stack) => change(assembly, stack));
  return stacks.every((stack, i) => stack === assembly.stacks[i]) ? assembly : { ...assembly, stacks };
}

/** The assembly itself where its templates show what they deploy. */
export function expanded(assembly: Assembly): Assembly {
  return each(each(assembly, unrolled), revealed);
}
