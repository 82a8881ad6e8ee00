// Pure: the guards.

export type { World } from './guard';
export { type GuardedPlan, guardPlan } from './guard-plan';
