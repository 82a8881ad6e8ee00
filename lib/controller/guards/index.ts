// Pure: the guards.

export { fateOf } from './believed-path';
export type { World } from './guard';
export { type GuardedPlan, guardPlan } from './guard-plan';
