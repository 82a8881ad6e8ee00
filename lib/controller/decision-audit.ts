// Pure: what of a decision is news. Nothing is said twice: each entry is a difference to what was told before (told.ts).

import type { Code } from '../net/codes';
import type { AuditEntry } from './audit';
import type { Decision } from './decide';
import { audited, subjectOf } from './plan';
import { saidOfLinks } from './publication';
import type { Strays } from './strays';
import { type Said, toldBefore } from './told';

type At = Pick<AuditEntry, 'atMs' | 'site'>;

function linkNews({ states }: Decision, { links }: Said, at: At): readonly AuditEntry[] {
  return states
    .filter(({ link, code, standing }) => {
      const before = links[link] ?? { code: 'link-healthy', standing: 'up' };
      return before.code !== code || before.standing !== standing;
    })
    .map(({ link, code, because, standing }) => ({
      ...at,
      code,
      link,
      standing,
      because: `${link} is ${standing}: ${because}`,
    }));
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
function queueNews({ admissions: { waiting } }: Decision, { queued }: Said, at: At): readonly AuditEntry[] {
  if (!waiting || waiting.link === queued) return [];
  return [{ ...at, code: 'drain-queued', link: waiting.link, because: waiting.because }];
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
function saidNow({ states, held, emptied, admissions }: Decision, strays: Strays): Said {
  const queued = admissions.waiting?.link;
  const said = { links: saidOfLinks(states), held, emptied, strays: codesOf(strays) };
  return queued === undefined ? said : { ...said, queued };
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
  return [linkNews, queueNews, drainNews, heldNews, strayNews].flatMap((newsOf) => newsOf(decision, before, at));
}
