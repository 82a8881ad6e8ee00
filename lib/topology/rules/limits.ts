// Pure: quotas that AWS does not raise. Those that it raises, and those that are nearly used up, are warnings of the stacks.

import { isOver } from '../../net/quotas';
import { fixedUsages } from '../limits/fixed-usages';
import { usageTexts } from '../limits/usage';
import type { Rule } from './subject';

const withinLimits: Rule = ({ topology }) =>
  fixedUsages(topology)
    .filter(isOver)
    .map((usage) => ({ code: 'topology-limit', path: usage.path, ...usageTexts(usage) }));

export const LIMIT_RULES: readonly Rule[] = [withinLimits];
