// Pure: links that have to be drained before a deployment, because what carries their traffic is changed under it, and the
// commands that do it.

import { nothingFailed } from '../../routing/scenario';
import { compareText } from '../json';
import type { Drain, Replaced, RouteChange } from './difference-schema';
import { type Compared, flowKey, keptFlows } from './side';

type Why = Drain['because'][number];

const REASONS: readonly Why[] = ['routes', 'replaced', 'removed'];

const SAID: Readonly<Record<Why, string>> = {
  routes: 'its routes change',
  replaced: 'it is made anew',
  removed: 'it is given up',
};

/** A name as a shell takes it for one word, whatever is in it. */
function shellWord(name: string): string {
  return /^[\w.-]+$/.test(name) && !name.startsWith('-') ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

/** What is typed, in its order. What is given up keeps its drain, which expires by itself. */
function commandsFor(link: string, because: readonly Why[]): readonly string[] {
  const last = REASONS.findLast((reason) => because.includes(reason)) ?? 'routes';
  return [
    `detour drain ${shellWord(link)} --until 8h --reason '${SAID[last]}' --yes --wait`,
    'npx cdk deploy --all --concurrency 1',
    ...(because.includes('removed') ? [] : [`detour restore ${shellWord(link)} --yes --wait`]),
  ];
}

/** Links that carry flows now which are to be carried afterwards, too. */
function linksInUse(base: Compared, head: Compared): ReadonlySet<string> {
  const kept = new Set(keptFlows(base, head).map(({ after }) => flowKey(after)));
  const usual = base.verification.results.filter(
    ({ scenario, flow }) => nothingFailed(scenario) && kept.has(flowKey(flow)),
  );
  return new Set(usual.flatMap(({ path }) => path));
}

interface Changes {
  readonly routes: readonly RouteChange[];
  readonly replaced: readonly Replaced[];
}

/** By name. None where the network before has no controllers: nothing can be drained there. */
export function drainsFor(base: Compared, head: Compared, { routes, replaced }: Changes): readonly Drain[] {
  if (!base.understood.declared) return [];
  const after = new Set(head.understood.backbone.links.map(({ name }) => name));
  const inUse = linksInUse(base, head);
  const reasons = new Map<string, Set<Why>>();
  const add = (link: string, why: Why) => reasons.set(link, (reasons.get(link) ?? new Set<Why>()).add(why));
  for (const { before, carries } of routes)
    if (before?.kind === 'link' && before.name !== undefined && carries === 'traffic') add(before.name, 'routes');
  for (const { link } of replaced) if (link !== undefined && after.has(link) && inUse.has(link)) add(link, 'replaced');
  for (const { name } of base.understood.backbone.links) if (!after.has(name) && inUse.has(name)) add(name, 'removed');
  return [...reasons]
    .sort(([a], [b]) => compareText(a, b))
    .map(([link, whys]) => {
      const because = REASONS.filter((why) => whys.has(why));
      return { link, because, commands: commandsFor(link, because) };
    });
}
