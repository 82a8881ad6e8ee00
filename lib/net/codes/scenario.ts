// Pure: the codes of mistakes in a scenario file.

const error = <M extends string>(meaning: M) => ({ severity: 'error', meaning }) as const;

export const SCENARIO_CODES = {
  'scenario-time-order': error('something ends before it begins, or at the same time'),
  'scenario-too-long': error('the scenario is longer than can be replayed'),
  'scenario-unknown-link': error('a link is named that does not exist'),
  'scenario-unknown-site': error('a site is named that does not exist'),
  'scenario-unknown-vpc': error('a VPC is named that does not exist'),
  'scenario-fault-outside': error('a fault does not lie within the scenario'),
  'scenario-fault-overlap': error('two faults of a link overlap'),
  'scenario-fault-form': error('a link is said to fail in a form that it does not have'),
  'scenario-notice-late': error('a notice arrives when the scenario is over'),
  'scenario-traffic-count': error('the scenario has no traffic, or more entries than can be replayed'),
  'scenario-traffic-end': error(
    'an end of traffic is neither a VPC of an AWS site nor a site on premises, or both ends are on premises',
  ),
  'scenario-traffic-same-site': error('both ends of traffic are at the same site'),
  'scenario-traffic-duplicate': error('two entries send packets between the same ends'),
  'scenario-too-many-packets': error('a flow has more packets than can be replayed'),
} as const;
