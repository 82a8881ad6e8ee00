// Pure: refinements of flows.

import { type Draft, flowsOf, type Path, pairKey, type Rule, repeated, type Subject, siteNamed } from './subject';

type Pair = readonly [string, string];

function pairs(subject: Subject): { path: Path; between: Pair }[] {
  return flowsOf(subject).map(([i, { between }]) => ({ path: ['flows', i, 'between'], between }));
}

const twoEnds: Rule = (subject) =>
  pairs(subject)
    .filter(({ between }) => between[0] === between[1])
    .map(({ path }) => ({
      code: 'topology-flow-self',
      path: [...path, 1],
      problem: 'a flow joins a site with itself',
      allowed: 'two different sites',
      fix: 'name the other site, or remove the flow',
    }));

const anAwsEnd: Rule = (subject) =>
  pairs(subject)
    .filter(({ between: [a, b] }) => a !== b && [a, b].every((site) => siteNamed(subject, site)?.kind === 'on-prem'))
    .map(({ path, between }) => ({
      code: 'topology-flow-on-prem',
      path,
      problem: `${between.join(' and ')} are both on premises`,
      allowed: 'pairs with at least one AWS site: transit gateways do not carry traffic between premises dependably',
      fix: 'remove the flow, and join the premises directly',
    }));

const oncePerPair: Rule = (subject) =>
  repeated(pairs(subject), ({ between }) => pairKey(between)).map(({ again: { path, between } }) => ({
    code: 'topology-flow-duplicate',
    path,
    problem: `${between.join(' and ')} are refined twice`,
    allowed: 'one refinement per pair; it holds in both directions',
    fix: 'merge the two entries',
  }));

/** A flow that need not survive a link cannot be asked to survive a risk or the loss of a site, which take links with them. */
const meaningfulSurvival: Rule = (subject) =>
  flowsOf(subject).flatMap(([i, { survive }]) =>
    (['risks', 'sites'] as const)
      .filter((key) => survive.links === 0 && survive[key] === 1)
      .map(
        (key): Draft => ({
          code: 'topology-survive',
          path: ['flows', i, 'survive', key],
          problem: `a flow cannot survive ${key === 'risks' ? 'shared risks' : 'the loss of sites'} without surviving links`,
          got: `links: 0, ${key}: 1`,
          allowed: `${key}: 1 together with links: 1 or 2`,
          fix: `remove ${key} to opt out of both, or write links: 1`,
        }),
      ),
  );

export const FLOW_RULES: readonly Rule[] = [twoEnds, anAwsEnd, oncePerPair, meaningfulSurvival];
