// Pure: the guards.

export { arrivalOf, fateOf, isLost } from './believed-path';
export type { World } from './guard';
export { type GuardedPlan, guardPlan } from './guard-plan';
