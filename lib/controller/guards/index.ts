export type { Held, World } from './guard';
export { type GuardedPlan, guardPlan } from './guard-plan';
