// Pure: what a valid topology may ask for and no stack builds yet. It is refused by name rather than left out, because a
// link or a site that silently is not there looks like redundancy that is.

import { healthBackups } from '../constructs/health-backups';
import type { Issue } from '../net/issue';
import type { AwsSite, Topology } from '../topology/topology';

type Path = Issue['path'];

/** Everything in the topology that no stack builds yet, in the order of the file format. */
export function unbuilt(topology: Topology): readonly Issue[] {
  return [...clashingStacks(topology), ...unbuiltAccounts(topology.sites.filter((site) => site.kind === 'aws'))];
}

/** Stacks of a site beside its own, which has the site's name. */
const OF_A_SITE = ['routes', 'controller', 'signals', 'probes', 'dns', 'dashboard'];

/** Stacks that belong to no site or link, and what they are. */
function commonStacks({ sites, notify }: Topology): readonly [string, string][] {
  const regions = sites.flatMap((site) => (site.kind === 'aws' ? [site.region] : []));
  const copies = healthBackups(regions).map(({ from }): [string, string] => [`health-${from}`, 'AWS Health']);
  return [
    ['link-state', 'the link state database'],
    ['dashboard', 'the dashboards'],
    ...(notify.chat ? [['chat', 'the chat'] satisfies [string, string]] : []),
    ...copies,
  ];
}

/** No two stacks may come by the same name. */
function clashingStacks(topology: Topology): readonly Issue[] {
  const { sites, links } = topology;
  const taken = new Map(commonStacks(topology));
  const rest = [
    ...sites.map(({ name }) => ({ stack: name, path: ['sites', name] })),
    ...sites.flatMap(({ name }) => OF_A_SITE.map((of) => ({ stack: `${name}-${of}`, path: ['sites', name] }))),
    ...sites.flatMap((site) =>
      site.kind === 'aws' && site.controller
        ? [{ stack: `${site.name}-endpoints-${site.controller.vpc}`, path: ['sites', site.name] }]
        : [],
    ),
    ...links.map(({ name }) => ({ stack: `link-${name}`, path: ['links', name] })),
  ];
  return rest.flatMap(({ stack, path }) => {
    const other = taken.get(stack);
    taken.set(stack, path.join('.'));
    if (other === undefined) return [];
    const problem = `its stack ${stack} has the name of a stack of ${other}`;
    const fix = 'rename one of the two';
    return [{ code: 'stacks-name-clash', path, problem, got: stack, allowed: 'a stack name of its own', fix }];
  });
}

function notYet(path: Path, what: string, got: string, fix: string): Issue {
  return {
    code: 'stacks-not-built-yet',
    path,
    problem: `${what} cannot be built yet`,
    got,
    allowed: 'nothing yet',
    fix,
  };
}

/** Gateways of different accounts can peer, but their stacks could not read each other's outputs without a role. */
function unbuiltAccounts(sites: readonly AwsSite[]): readonly Issue[] {
  const [first] = sites;
  return sites
    .filter((site) => site.account !== first?.account)
    .map((site) =>
      notYet(
        ['sites', site.name, 'account'],
        `a backbone in several accounts`,
        site.account ?? 'none',
        first?.account === undefined ? 'remove account' : `give it account ${first.account}, as site ${first.name} has`,
      ),
    );
}
