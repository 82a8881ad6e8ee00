// Pure: what of a decision is news. Nothing is said twice: each entry is a difference to what was published before.

import type { AuditEntry } from './audit';
import type { Decision } from './decide';
import { audited, subjectOf } from './plan';

function linkNews({ states, previous }: Decision, at: Pick<AuditEntry, 'atMs' | 'site'>): readonly AuditEntry[] {
  return states
    .filter(({ link, code, standing }) => {
      const before = previous?.links[link] ?? { code: 'link-healthy', standing: 'up' };
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

function heldNews({ plan, previous }: Decision, at: Pick<AuditEntry, 'atMs' | 'site'>): readonly AuditEntry[] {
  return plan.held
    .filter(({ change, held }) => previous?.held[subjectOf(change)] !== held.code)
    .map(({ change, held }) => ({
      ...at,
      code: held.code,
      because: held.because,
      change: audited(change),
    }));
}

/** Said again only for another link: a queue that moves would be said at every step. */
function queueNews({ admissions: { waiting }, previous }: Decision, at: Pick<AuditEntry, 'atMs' | 'site'>) {
  if (!waiting || waiting.link === previous?.queued) return [];
  return [{ ...at, code: 'drain-queued', link: waiting.link, because: waiting.because } as const];
}

function drainNews({ admissions, emptied, previous }: Decision, at: Pick<AuditEntry, 'atMs' | 'site'>) {
  const admitted = admissions.admit.map(
    (link): AuditEntry => ({ ...at, code: 'drain-admitted', link, because: `${link} may be drained` }),
  );
  const ended = admissions.dismiss.map(
    (link): AuditEntry => ({ ...at, code: 'drain-ended', link, because: `nobody wants ${link} empty any more` }),
  );
  const complete = emptied
    .filter((link) => !previous?.emptied.includes(link))
    .map(
      (link): AuditEntry => ({ ...at, code: 'drain-complete', link, because: `no site sends anything over ${link}` }),
    );
  return [...admitted, ...ended, ...complete];
}

export function decisionNews(decision: Decision, site: string, nowMs: number): readonly AuditEntry[] {
  const at = { atMs: nowMs, site };
  return [...linkNews(decision, at), ...queueNews(decision, at), ...drainNews(decision, at), ...heldNews(decision, at)];
}
