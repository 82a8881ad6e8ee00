// Pure: targets of path-pinned probes.

import { address, holdsAddress, prefix } from '../../net/prefix';
import type { WrittenLink } from '../written';
import { type Draft, linksOf, type Rule, repeated, type Subject, siteNamed } from './subject';

interface Target {
  readonly name: string;
  readonly target: string;
  readonly site: string;
  readonly aggregate: string;
}

/** Every probe target with the on-prem site of its link, when that is clear. */
function targets(subject: Subject): Target[] {
  return linksOf(subject).flatMap(([name, link]) => {
    const target = targetOf(link);
    return link.between.flatMap((site) => {
      const end = siteNamed(subject, site);
      return end?.kind === 'on-prem' && target !== undefined ? [{ name, target, site, aggregate: end.cidr }] : [];
    });
  });
}

function targetOf(link: WrittenLink): string | undefined {
  return link.kind === 'transit-gateway-peering' ? undefined : link.probe?.target;
}

const onPremises: Rule = (subject) =>
  targets(subject)
    .filter(({ target, aggregate }) => !holdsAddress(prefix(aggregate), address(target)))
    .map(({ name, site, aggregate }) =>
      wrongTarget(
        name,
        `the probe target of ${name} is not at ${site}`,
        `an address inside ${aggregate}`,
        `name an address at ${site} that answers TCP`,
      ),
    );

/** A target is pinned to its link by a host route, which can only point one way. */
const ownTarget: Rule = (subject) =>
  repeated(targets(subject), ({ site, target }) => `${site} ${target}`).map(({ first, again }) =>
    wrongTarget(
      again.name,
      `${again.name} has the probe target of ${first.name}`,
      'a target of its own for each link',
      'name another address that answers over this link',
    ),
  );

function wrongTarget(name: string, problem: string, allowed: string, fix: string): Draft {
  return { code: 'topology-probe-target', path: ['links', name, 'probe', 'target'], problem, allowed, fix };
}

export const PROBE_RULES: readonly Rule[] = [onPremises, ownTarget];
