// Pure: the policy must fit itself and the topology.

import { durationMs } from '../../net/document/duration';
import { type Draft, type Rule, siteNamed } from './subject';

const admissionInAws: Rule = (subject) => {
  const site = subject.written.policy?.admission;
  if (site === undefined || siteNamed(subject, site)?.kind !== 'on-prem') return [];
  return [
    {
      code: 'topology-policy-admission',
      path: ['policy', 'admission'],
      problem: `${site} is on premises, where no controller runs`,
      allowed: 'an AWS site',
      fix: 'name an AWS site, or leave admission out to use the first one',
    },
  ];
};

const LEAST_INTERVAL = '100ms';
const MOST_INTERVAL = '60s';

const probeInterval: Rule = ({ written, topology }) => {
  const interval = written.policy?.probe?.interval;
  const { intervalMs } = topology.policy.probe;
  if (interval === undefined || (durationMs(LEAST_INTERVAL) <= intervalMs && intervalMs <= durationMs(MOST_INTERVAL)))
    return [];
  return [
    {
      code: 'topology-policy-probe',
      path: ['policy', 'probe', 'interval'],
      problem: `a probe every ${interval} is too ${intervalMs < durationMs(LEAST_INTERVAL) ? 'often' : 'seldom'}`,
      allowed: `${LEAST_INTERVAL} to ${MOST_INTERVAL}`,
      fix: 'write for example 1s',
    },
  ];
};

/** A probe that outlives its interval would overlap the next one. */
const probeTimeout: Rule = ({ written, topology }): Draft[] => {
  const { intervalMs, timeoutMs } = topology.policy.probe;
  if (0 < timeoutMs && timeoutMs <= intervalMs) return [];
  const key = written.policy?.probe?.timeout === undefined ? 'interval' : 'timeout';
  return [
    {
      code: 'topology-policy-probe',
      path: ['policy', 'probe', key],
      problem:
        timeoutMs === 0 ? 'the timeout of a probe is zero' : 'the timeout of a probe is longer than its interval',
      got: `a timeout of ${timeoutMs}ms at an interval of ${intervalMs}ms`,
      allowed: 'a timeout above zero, at most the interval',
      fix: `write a timeout of at most ${intervalMs}ms, or a longer interval`,
    },
  ];
};

/** A prober is started anew each minute and counts from nought: what takes longer is never reached. */
const LONGEST_COUNT = '50s';

const verdictWithinRun: Rule = ({ written, topology }): Draft[] => {
  const { intervalMs, fall, rise } = topology.policy.probe;
  const most = Math.max(1, Math.floor(durationMs(LONGEST_COUNT) / intervalMs));
  const wrong = (['fall', 'rise'] as const).find((key) => ({ fall, rise })[key] > most);
  if (wrong === undefined || intervalMs > durationMs(MOST_INTERVAL)) return [];
  const key = written.policy?.probe?.[wrong] === undefined ? 'interval' : wrong;
  return [
    {
      code: 'topology-policy-probe',
      path: ['policy', 'probe', key],
      problem: `${wrong} takes longer to reach than a prober counts`,
      got: `${wrong} ${{ fall, rise }[wrong]} at an interval of ${intervalMs}ms`,
      allowed: `at most ${LONGEST_COUNT} of probes in a row`,
      fix: `write a ${wrong} of at most ${most}, or a shorter interval`,
    },
  ];
};

const drainsWithinLinks: Rule = ({ topology, left }) => {
  const { maxConcurrentDrains } = topology.policy;
  const links = topology.links.length;
  if (left.links.size > 0 || links === 0 || maxConcurrentDrains <= links) return [];
  return [
    {
      code: 'topology-policy-drains',
      path: ['policy', 'maxConcurrentDrains'],
      problem: 'more drains at once are allowed than there are links',
      allowed: `1 to ${links}, the number of links`,
      fix: 'write 1, so that one maintenance at a time is taken on',
    },
  ];
};

/** A guard that no AWS site has enough links for would be off without anybody having said so. */
const massWithinSite: Rule = ({ written, topology, left }) => {
  const links = written.policy?.massWithdrawal?.links;
  if (links === undefined || left.links.size > 0) return [];
  const linksAt = (site: string) => topology.links.filter(({ between }) => between.includes(site)).length;
  const most = Math.max(0, ...topology.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => linksAt(name)));
  if (most < 2 || links <= most) return [];
  return [
    {
      code: 'topology-policy-mass-withdrawal',
      path: ['policy', 'massWithdrawal', 'links'],
      problem: 'so many links can never go bad together, because no AWS site has them',
      allowed: `2 to ${most}, the most links that an AWS site has`,
      fix: 'write 2, or leave it out',
    },
  ];
};

export const POLICY_RULES: readonly Rule[] = [
  admissionInAws,
  probeInterval,
  probeTimeout,
  verdictWithinRun,
  drainsWithinLinks,
  massWithinSite,
];
