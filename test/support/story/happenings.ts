// What can happen in a story: one reader for each word that a step may begin with after its time.

import type { Order } from '../../../lib/controller/database';
import type { SaidOfEnd } from '../../../lib/twin/world';
import { announce, noticeDetails } from './story-notices';
import type { StoryWorld } from './story-world';
import { storyTime, type Words } from './words';

/** What the names in a story may be. */
export interface Names {
  readonly links: readonly string[];
  /** AWS sites, which have controllers, replicas and probers. */
  readonly sites: readonly string[];
}

type Happen = (world: StoryWorld) => void;
type Reader = (words: Words, names: Names, atMs: number) => Happen;

function timeOf(words: Words): number {
  return words.take('a time as 20:00', storyTime);
}

function linkOf(words: Words, { links }: Names): string {
  return words.oneOf(links, 'a link:');
}

function siteOf(words: Words, { sites }: Names): string {
  return words.oneOf(sites, 'an AWS site:');
}

/** `a`, or `a,b`; `nothing` names no link. */
function linksOf(words: Words, { links }: Names): readonly string[] {
  return words.take(`nothing, or links with commas between them: ${links.join(', ')}`, (word) => {
    const named = word === 'nothing' ? [] : word.split(',');
    return named.every((name) => links.includes(name)) ? named : undefined;
  });
}

/** `notice EVENT of LINKS FROM to TO` and details. */
const notice: Reader = (words, names, atMs) => {
  const event = words.word('a name for what it is about');
  words.keyword('of');
  const links = linksOf(words, names);
  const startMs = timeOf(words);
  words.keyword('to');
  const endMs = timeOf(words);
  const details = noticeDetails(words);
  return (world) => announce(world, { event, links, startMs, endMs, saidMs: atMs }, details);
};

const ACTIONS: readonly Order['action'][] = ['drain', 'restore', 'force-up', 'freeze', 'apply-tunnel-maintenance'];

/** `order ACTION LINK until TIME [by NAME] [at SITE] [for REASON …]`; the link may be `all`. */
const order: Reader = (words, names, atMs) => {
  const action = words.oneOf(ACTIONS, 'an action:');
  const link = words.skip('all') ? undefined : linkOf(words, names);
  words.keyword('until');
  const expiresMs = timeOf(words);
  const owner = words.skip('by') ? words.word('the name of an operator') : 'ada';
  const site = words.skip('at') ? siteOf(words, names) : undefined;
  const reason = words.skip('for') ? words.rest('a reason') : 'a reason';
  words.end();
  return (world) => {
    const said = { action, owner, reason, atMs, expiresMs };
    world.order(site, link === undefined ? said : { ...said, link });
  };
};

/** `fault LINK grey|down until TIME` */
const fault: Reader = (words, names, fromMs) => {
  const link = linkOf(words, names);
  const form = words.oneOf(['grey', 'down'] as const, 'a form:');
  words.keyword('until');
  const toMs = timeOf(words);
  words.end();
  return (world) => world.faults.plan({ link, form, fromMs, toMs });
};

/** `loss LINK 1 of N`, or `loss LINK none`: so much of what crosses it is lost, too little in a row to count as misses. */
const loss: Reader = (words, names) => {
  const link = linkOf(words, names);
  if (words.skip('none')) return (world) => world.setLoss(link, undefined);
  words.keyword('1');
  words.keyword('of');
  const every = words.number('a number, or none');
  return (world) => world.setLoss(link, every);
};

/** `probes LINK SITE answered|lost|silent`: what this end measures; silent: it cannot write what it measures. */
const probes: Reader = (words, names) => {
  const [link, site] = [linkOf(words, names), siteOf(words, names)];
  const how = words.oneOf(['answered', 'lost', 'silent'] as const);
  return (world) => world.setProbes(link, site, how);
};

const SESSIONS: SaidOfEnd['sessions'] = ['up', 'down', 'unknown'];

function sessionsOf(word: string): SaidOfEnd['sessions'] | undefined {
  const states = word.split(',').map((state) => SESSIONS.find((known) => known === state));
  const sessions = states.flatMap((state) => state ?? []);
  return sessions.length === states.length ? sessions : undefined;
}

/**
 * `report LINK SITE STATE [up,down …]`: what AWS says of an end from now on, whenever it is asked; `report SITE silent`: the
 * function that asks it is dead.
 */
const report: Reader = (words, names) => {
  const [first] = names.sites.filter((site) => words.skip(site));
  if (first !== undefined) {
    words.keyword('silent');
    return (world) => void world.unwatched.add(first);
  }
  const [link, site] = [linkOf(words, names), siteOf(words, names)];
  const attachment = words.word("the attachment's state");
  const expected = 'states of sessions, up, down or unknown, with commas between them';
  const sessions = words.isAtEnd ? [] : words.take(expected, sessionsOf);
  return (world) => world.setReport(link, site, { attachment, sessions });
};

/** `tunnel LINK pending TIME`: AWS has maintenance of its first tunnel pending, and does it by itself from then on. */
const tunnel: Reader = (words, names) => {
  const link = linkOf(words, names);
  words.keyword('pending');
  const atMs = timeOf(words);
  return (world) => world.announceTunnel(link, atMs);
};

/** `kill SITE`, `revive SITE`: its controller. */
const kill: Reader = (words, names) => {
  const site = siteOf(words, names);
  return ({ dead }) => void dead.add(site);
};
const revive: Reader = (words, names) => {
  const site = siteOf(words, names);
  return ({ dead }) => void dead.delete(site);
};

/** `cut SITE`, `join SITE`: nothing of its replica reaches another, and nothing of another reaches it. */
const cut: Reader = (words, names) => {
  const site = siteOf(words, names);
  return (world) => void world.cutOff.add(site);
};
const join: Reader = (words, names) => {
  const site = siteOf(words, names);
  return (world) => void world.cutOff.delete(site);
};

const READERS: Readonly<Record<string, Reader>> = {
  notice,
  order,
  fault,
  loss,
  probes,
  report,
  tunnel,
  kill,
  revive,
  cut,
  join,
};

export function readHappening(words: Words, names: Names, atMs: number): Happen {
  const read = READERS[words.oneOf(Object.keys(READERS))];
  const happen = read?.(words, names, atMs) ?? words.fail('something that happens');
  words.end();
  return happen;
}
