import { leftOut } from '../stacks/left-out';
import { nearLimits } from '../stacks/limits/near-limits';
import type { Topology } from '../topology/topology';
import { complain } from './complain';
import type { Io } from './io';

/** Prints what the stacks leave out of this topology, and which quotas it nearly uses up, as warnings. */
export function warnOfLeftOut(topology: Topology, io: Io): void {
  complain(
    [...leftOut(topology), ...nearLimits(topology)].map((issue) => ({
      ...issue,
      problem: `warning: ${issue.problem}`,
    })),
    io,
  );
}
