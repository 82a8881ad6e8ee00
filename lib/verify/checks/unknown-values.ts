// Pure: values that routing depends on and that the templates do not settle.

import type { Result } from '../../net/result';
import type { Fact, Facts } from '../facts/facts';
import { type Finding, finding } from '../findings';
import { field } from '../json';
import type { Check } from './check';

function isUnknown(value: unknown): value is Result<never, string> & { ok: false } {
  return field(value, 'ok') === false;
}

/** Reasons in a fact, however they are nested in lists and targets. */
function reasonsIn(value: unknown): readonly string[] {
  if (isUnknown(value)) return [value.error];
  if (Array.isArray(value)) return value.flatMap(reasonsIn);
  const attachment = field(value, 'attachment');
  return attachment === undefined ? [] : reasonsIn(attachment);
}

function unknownsOf(fact: Fact): readonly Finding[] {
  return [...new Set(Object.values(fact).flatMap(reasonsIn))].map((why) =>
    finding('verify-unknown-value', {
      message: `${fact.source}: ${why}`,
      fix: 'give the value in the template or with --parameter, or refer to a resource of these templates; until then its routes count as lost',
      source: fact.source,
    }),
  );
}

/**
 * A VPC route to something other than a gateway is no mistake: it is out of what is modelled, and says so in traces. No
 * route depends on names.
 */
function relevant(facts: Facts): readonly Fact[] {
  const { vpcRoutes, appliances: _appliances, failoverRecords: _records, healthChecks: _checks, ...others } = facts;
  const doubtful = vpcRoutes.map(({ target: _target, ...route }) => route);
  return [...Object.values(others).flat(), ...doubtful];
}

export const unknownValues: Check = ({ facts }) => relevant(facts).flatMap(unknownsOf);
