// Pure: an order that needs more approvals than there are people who may approve would never be given.

import type { Rule } from './subject';

const enoughApprovers: Rule = ({ written: { operations }, topology }) => {
  const { approval } = topology;
  if (operations === undefined || approval === undefined || approval.approvals <= approval.approvers.length) return [];
  const different = approval.approvers.length;
  return [
    {
      code: 'topology-approvals',
      path: ['operations', 'approvals'],
      problem: 'more approvals are needed than there are different approvers',
      got: String(approval.approvals),
      allowed: different === 1 ? '1, as there is one approver' : `1 to ${different}, the number of different approvers`,
      fix: 'name more approvers, or ask for fewer approvals',
    },
  ];
};

export const OPERATIONS_RULES: readonly Rule[] = [enoughApprovers];
