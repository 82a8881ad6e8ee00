// Pure: what of a decision is news. Nothing is said twice: each entry is a difference to what was told before (told.ts).

import type { Code } from '../net/codes';
import type { AuditEntry } from './audit';
import type { Decision } from './decide';
import type { LinkState } from './link-state/link-states';
import { audited, subjectOf } from './plan';
import { saidOfLinks } from './publication';
import { newlySpoken } from './speech';
import type { Strays } from './strays';
import { type Said, toldBefore } from './told';
import { trafficNow } from './traffic-now';
import { untilOf } from './until';

type At = Pick<AuditEntry, 'atMs' | 'site'>;

function isNew({ link, code, standing }: LinkState, { links }: Said): boolean {
  const before = links[link] ?? { code: 'link-healthy', standing: 'up' };
  return before.code !== code || before.standing !== standing;
}

/** True when the link was drained because somebody wants it empty, and is down now. */
function isExpected({ link, wanted, standing }: LinkState, { snapshot }: Decision['world']): boolean {
  return standing === 'down' && wanted && snapshot.admissions.some((admission) => admission.link === link);
}

/** What people are told of a link beside how it stands. */
function toldOfLink(state: LinkState, { world, standings }: Decision): Partial<AuditEntry> {
  const untilMs = untilOf(state, world);
  return {
    ...(untilMs === undefined ? {} : { untilMs }),
    traffic: trafficNow(state.link, world.backbone, standings),
    ...(isExpected(state, world) ? { expected: true } : {}),
  };
}

/** What is new here, and what people have not been told yet when this is the site that tells them. */
function linkNews(decision: Decision, before: Said, at: At): readonly AuditEntry[] {
  const forPeople = newlySpoken(decision.spoken, decision.previous?.spoken);
  return decision.states.flatMap((state): readonly AuditEntry[] => {
    const { link, code, standing } = state;
    const entry = { ...at, code, link, standing, because: `${link} is ${standing}: ${state.because}` };
    if (forPeople.has(link)) return [{ ...entry, ...toldOfLink(state, decision) }];
    return isNew(state, before) ? [{ ...entry, quiet: true }] : [];
  });
}

function aboutLinks(links: readonly string[]): Pick<AuditEntry, 'link' | 'links'> {
  const [link, ...others] = links;
  return link === undefined || others.length > 0 ? { links } : { link };
}

function upcomingNews({ upcoming }: Decision, _: Said, at: At): readonly AuditEntry[] {
  return upcoming.map(({ code, because, window: { links, startMs, endMs } }) => {
    const about = { ...at, code, ...aboutLinks(links), because };
    if (code === 'maintenance-cancelled') return about;
    return { ...about, ...(startMs > at.atMs ? { fromMs: startMs } : {}), untilMs: endMs };
  });
}

function heldNews({ plan }: Decision, before: Said, at: At): readonly AuditEntry[] {
  return plan.held
    .filter(({ change, held }) => before.held[subjectOf(change)] !== held.code)
    .map(({ change, held }) => ({
      ...at,
      code: held.code,
      because: held.because,
      change: audited(change),
    }));
}

/** Said again only for another link: a queue that moves would be said at every step. */
function queueNews({ admissions, waiting }: Decision, before: Said, at: At): readonly AuditEntry[] {
  const drain = admissions.waiting;
  if (!drain) return [];
  const { link, because } = drain;
  return [
    ...(link === before.queued ? [] : [{ ...at, code: 'drain-queued', link, because } as const]),
    ...(waiting.refused === before.refused || waiting.refused === undefined
      ? []
      : [{ ...at, code: 'drain-refused', link, because } as const]),
  ];
}

function drainNews({ admissions, emptied }: Decision, before: Said, at: At): readonly AuditEntry[] {
  const admitted = admissions.admit.map(
    (link): AuditEntry => ({ ...at, code: 'drain-admitted', link, because: `${link} may be drained` }),
  );
  const ended = admissions.dismiss.map(
    (link): AuditEntry => ({ ...at, code: 'drain-ended', link, because: `nobody wants ${link} empty any more` }),
  );
  const complete = emptied
    .filter((link) => !before.emptied.includes(link))
    .map(
      (link): AuditEntry => ({ ...at, code: 'drain-complete', link, because: `no site sends anything over ${link}` }),
    );
  return [...admitted, ...ended, ...complete];
}

function newlyAstray(strays: Strays, told: Readonly<Record<string, Code>>, at: At): readonly AuditEntry[] {
  return Object.entries(strays)
    .filter(([subject, { code }]) => told[subject] !== code)
    .map(([, { code, because }]) => ({ ...at, code, because }));
}

function strayNews({ strays }: Decision, before: Said, at: At): readonly AuditEntry[] {
  return newlyAstray(strays, before.strays ?? {}, at);
}

function codesOf(strays: Strays): Readonly<Record<string, Code>> {
  return Object.fromEntries(Object.entries(strays).map(([subject, { code }]) => [subject, code]));
}

/** What the site says after this decision, with what is astray. */
function saidNow({ states, held, emptied, waiting: { queued, refused } }: Decision, strays: Strays): Said {
  return {
    links: saidOfLinks(states),
    held,
    emptied,
    strays: codesOf(strays),
    ...(queued === undefined ? {} : { queued }),
    ...(refused === undefined ? {} : { refused }),
  };
}

/** What was found astray when what had been written was read back, and neither told before nor known when it was decided. */
export function readBackNews(found: Strays, decision: Decision, site: string, nowMs: number): readonly AuditEntry[] {
  const before = toldBefore(decision.previous, saidNow(decision, found), nowMs);
  const told = { ...before.strays, ...codesOf(decision.strays) };
  return newlyAstray(found, told, { atMs: nowMs, site });
}

export function decisionNews(decision: Decision, site: string, nowMs: number): readonly AuditEntry[] {
  const at = { atMs: nowMs, site };
  const before = toldBefore(decision.previous, saidNow(decision, decision.strays), nowMs);
  return [upcomingNews, linkNews, queueNews, drainNews, heldNews, strayNews].flatMap((newsOf) =>
    newsOf(decision, before, at),
  );
}
