// Pure: what of a decision is news. Nothing is said twice: each entry is a difference to what was told before (told.ts).

import type { Code } from '../net/codes';
import type { AuditEntry } from './audit';
import type { Decision } from './decide';
import { audited, subjectOf } from './plan';
import type { Strays } from './strays';
import { toldBefore } from './told';

type At = Pick<AuditEntry, 'atMs' | 'site'>;
type Before = ReturnType<typeof toldBefore>;

function linkNews({ states }: Decision, { links }: Before, at: At): readonly AuditEntry[] {
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

function heldNews({ plan }: Decision, before: Before, at: At): readonly AuditEntry[] {
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
function queueNews({ admissions: { waiting } }: Decision, { queued }: Before, at: At): readonly AuditEntry[] {
  if (!waiting || waiting.link === queued) return [];
  return [{ ...at, code: 'drain-queued', link: waiting.link, because: waiting.because }];
}

function drainNews({ admissions, emptied }: Decision, before: Before, at: At): readonly AuditEntry[] {
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

function strayNews({ strays }: Decision, before: Before, at: At): readonly AuditEntry[] {
  return newlyAstray(strays, before.strays ?? {}, at);
}

/** What was found astray when what had been written was read back, and neither told before nor known when it was decided. */
export function readBackNews(found: Strays, decision: Decision, site: string, nowMs: number): readonly AuditEntry[] {
  const decided = Object.entries(decision.strays).map(([subject, { code }]) => [subject, code] as const);
  const told = { ...toldBefore(decision.previous, nowMs).strays, ...Object.fromEntries(decided) };
  return newlyAstray(found, told, { atMs: nowMs, site });
}

export function decisionNews(decision: Decision, site: string, nowMs: number): readonly AuditEntry[] {
  const at = { atMs: nowMs, site };
  const before = toldBefore(decision.previous, nowMs);
  return [linkNews, queueNews, drainNews, heldNews, strayNews].flatMap((newsOf) => newsOf(decision, before, at));
}
