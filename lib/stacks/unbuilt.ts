// Pure: what a valid topology may ask for and no stack builds yet. It is refused by name rather than left out, because a
// link or a site that silently is not there looks like redundancy that is.

import type { Issue } from '../net/issue';
import type { AwsSite, Topology } from '../topology/topology';

type Path = Issue['path'];

/** Everything in the topology that no stack builds yet, in the order of the file format. */
export function unbuilt(topology: Topology): readonly Issue[] {
  return [...clashingStacks(topology), ...unbuiltAccounts(topology.sites.filter((site) => site.kind === 'aws'))];
}

/** A site's two stacks and a link's one must not come by the same name. */
function clashingStacks({ sites, links }: Topology): readonly Issue[] {
  const taken = new Map(sites.map(({ name }) => [name, `sites.${name}`]));
  const rest = [
    ...sites.map(({ name }) => ({ stack: `${name}-routes`, path: ['sites', name] })),
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
