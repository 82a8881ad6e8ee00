// Pure: what the declaration of a backbone says otherwise than before: sites, links, policy, and what flows must survive.

import type { Backbone, BackboneLink, BackboneSite } from '../../routing/backbone';
import { canonicalJson, compareText, entriesOf, isObject } from '../json';
import type { Difference, ValueChange } from './difference-schema';
import { type Compared, flowKey, keptFlows } from './side';

interface Names<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly kept: readonly { readonly before: T; readonly after: T }[];
}

function byName<T extends { readonly name: string }>(before: readonly T[], after: readonly T[]): Names<T> {
  const [old, now] = [before, after].map((items) => new Map(items.map((item) => [item.name, item])));
  const sorted = (items: readonly T[]) => [...items].sort((a, b) => compareText(a.name, b.name));
  return {
    added: sorted(after).filter(({ name }) => !old?.has(name)),
    removed: sorted(before).filter(({ name }) => !now?.has(name)),
    kept: sorted(after).flatMap((item) => {
      const was = old?.get(item.name);
      return was ? [{ before: was, after: item }] : [];
    }),
  };
}

/** Plain values by the keys that lead to them, `probe.fall`; lists stand whole. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] {
  if (!isObject(value)) return [[path.join('.'), value]];
  return entriesOf(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** What a key says; a value is JSON already, being what templates carry. */
function said(key: 'before' | 'after', value: unknown) {
  return value === undefined ? {} : { [key]: value };
}

function valueChanges(name: string, before: unknown, after: unknown): readonly ValueChange[] {
  const [old, now] = [new Map(leaves(before)), new Map(leaves(after))];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  return keys.flatMap((key): ValueChange[] => {
    const [was, is] = [old.get(key), now.get(key)];
    return canonicalJson(was) === canonicalJson(is)
      ? []
      : [{ name, key, ...said('before', was), ...said('after', is) }];
  });
}

function changesIn<T extends { readonly name: string }>({ kept }: Names<T>): readonly ValueChange[] {
  return kept.flatMap(({ before, after }) => valueChanges(after.name, before, after));
}

function shownSite({ name, kind, aggregate }: BackboneSite) {
  return { name, kind, aggregate };
}

function shownLink({ name, kind, between, cost, sharedRisks }: BackboneLink) {
  return { name, kind, between, cost, sharedRisks };
}

function flowChanges(base: Compared, head: Compared): Difference['flows'] {
  const [before, after] = [base, head].map(({ verification }) => verification.flows);
  const only = (here: typeof before = [], there: typeof before = []) => {
    const known = new Set(there.map(flowKey));
    return here.filter((flow) => !known.has(flowKey(flow))).map(({ from, to }) => ({ from, to }));
  };
  return { added: only(after, before), removed: only(before, after), kept: keptFlows(base, head).length };
}

function demandChanges(base: Compared, head: Compared): Difference['demands'] {
  return keptFlows(base, head).flatMap(({ before, after }) => {
    if (canonicalJson(before.survive) === canonicalJson(after.survive)) return [];
    return [{ flow: { from: after.from, to: after.to }, before: before.survive, after: after.survive }];
  });
}

/** A backbone that no template describes has no policy that anybody chose. */
function policyChanges(base: Compared, head: Compared): readonly ValueChange[] {
  const [before, after] = [base.understood, head.understood];
  if (!before.declared || !after.declared) return [];
  const whole = ({ name, policy }: Backbone) => ({ name, policy });
  return valueChanges('', whole(before.backbone), whole(after.backbone));
}

export function backboneChanges(
  base: Compared,
  head: Compared,
): Pick<Difference, 'flows' | 'sites' | 'links' | 'changed' | 'demands'> {
  const [before, after] = [base.understood.backbone, head.understood.backbone];
  const sites = byName<BackboneSite>(before.sites, after.sites);
  const links = byName<BackboneLink>(before.links, after.links);
  return {
    flows: flowChanges(base, head),
    sites: {
      added: sites.added.map(shownSite),
      removed: sites.removed.map(shownSite),
      kept: sites.kept.map((kept) => shownSite(kept.after)),
    },
    links: {
      added: links.added.map(shownLink),
      removed: links.removed.map(shownLink),
      kept: links.kept.map((kept) => shownLink(kept.after)),
    },
    changed: { sites: changesIn(sites), links: changesIn(links), policy: policyChanges(base, head) },
    demands: demandChanges(base, head),
  };
}
