// Pure: what is named where findings are accepted must exist.

import { didYouMean } from '../../net/document/did-you-mean';
import { type Draft, isKnownSite, linksOf, type Path, type Rule, type Subject } from './subject';

/** Nothing may be concluded from a risk that is missing while links are left out: they may have it. */
function canFail(subject: Subject, name: string): boolean {
  const { written, left } = subject;
  const isLink = Object.hasOwn(written.links, name) || left.links.size > 0;
  return isLink || isKnownSite(subject, name) || risksOf(subject).includes(name);
}

function risksOf(subject: Subject): readonly string[] {
  return [...new Set(linksOf(subject).flatMap(([, { sharedRisks = [] }]) => sharedRisks))];
}

function unknown(path: Path, kind: string, name: string, names: readonly string[]): Draft {
  const meant = didYouMean(name, names);
  return {
    code: 'topology-accept-unknown',
    path,
    problem: `there is no ${kind} ${name}`,
    allowed: names.join(', ') || `a ${kind} of this file`,
    fix: meant === undefined ? `name a ${kind} of this file, or remove the entry` : `did you mean ${meant}`,
  };
}

const namedThings: Rule = (subject) => {
  const { links, sites, accept = [] } = subject.written;
  const names = [...Object.keys(links), ...risksOf(subject), ...Object.keys(sites)];
  return accept.flatMap(({ failed = [], between = [] }, i) => [
    ...failed.flatMap((name, j) =>
      canFail(subject, name) ? [] : [unknown(['accept', i, 'failed', j], 'link, shared risk or site', name, names)],
    ),
    ...between.flatMap((name, j) =>
      isKnownSite(subject, name) ? [] : [unknown(['accept', i, 'between', j], 'site', name, Object.keys(sites))],
    ),
  ]);
};

export const ACCEPT_RULES: readonly Rule[] = [namedThings];
