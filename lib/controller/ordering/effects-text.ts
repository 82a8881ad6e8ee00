// Pure: what an order would do, in few words: whoever approves it reads them in a message that may not be long.

import type { Order } from '../database';
import type { Effects } from '../operator/effects/effects';
import type { OrderChange } from '../operator/effects/order-change';
import type { Said } from '../operator/effects/said';

/** Systems Manager sends 4,096 characters, in which quotes and backslashes may count twice. */
const LONGEST = 1_800;
/** Of what may be as much as the backbone is large. */
const MOST = 8;

function someOf(texts: readonly string[]): readonly string[] {
  const more = texts.length - MOST;
  return more <= 0 ? texts : [...texts.slice(0, MOST), `and ${more} more`];
}

function orderText({ action, link, site, expiresMs }: Order): string {
  const about = link ?? site ?? 'the whole backbone';
  return `${action} ${about} until ${new Date(expiresMs).toISOString().replace('.000Z', 'Z')}`;
}

function saidText({ code, because }: Said): string {
  return `${because} (${code})`;
}

function pathText(links: readonly string[]): string {
  return links.length === 0 ? 'nothing' : links.join(' › ');
}

function section(title: string, texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [] : [`${title}: ${someOf(texts).join('; ')}`];
}

/** A sentence for each thing, with full stops between them. */
export function effectsText({ placed, ended }: OrderChange, effects: Effects): string {
  const { waits, remarks, links, flows, names, takesBack } = effects;
  const moved = flows.filter(({ before, after }) => before.join() !== after.join());
  const parts = [
    ...section('gives', placed.map(orderText)),
    ...section(
      'ends',
      ended.map((order) => `${orderText(order)}, of ${order.owner}`),
    ),
    ...(placed.length + ended.length === 0 ? ['there is nothing to end'] : []),
    ...section(
      'overrules',
      takesBack.notices.map(({ id, source }) => `maintenance ${id} of ${source}`),
    ),
    ...section(
      'links',
      links.map(({ link, after }) => `${link} becomes ${after.standing}`),
    ),
    ...section(
      'flows',
      moved.map(
        ({ from, to, before, after }) => `${from} → ${to} takes ${pathText(after)} instead of ${pathText(before)}`,
      ),
    ),
    ...section(
      'names',
      names.map(({ service, before, after }) => `${service} leads to ${after} instead of ${before}`),
    ),
    ...section('waits', waits.map(saidText)),
    ...section('note', remarks.map(saidText)),
  ];
  const text = parts.join('. ');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
