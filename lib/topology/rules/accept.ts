// Pure: what is named where findings are accepted must exist.

import { VERIFY_CODES } from '../../net/codes/verify';
import { didYouMean } from '../../net/document/did-you-mean';
import { type Draft, isKnownSite, linksOf, type Path, type Rule, type Subject } from './subject';

/** Neither that nothing could be read nor what is wrong with an acknowledgement itself can be accepted. */
const NEVER = /^verify-(not-an-assembly|acknowledgement-.*)$/;

const ACCEPTABLE = Object.entries(VERIFY_CODES)
  .filter(([code, { severity }]) => severity !== 'info' && !NEVER.test(code))
  .map(([code]) => code);

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

const acceptableCodes: Rule = ({ written }) =>
  (written.accept ?? []).flatMap(({ finding }, i): readonly Draft[] => {
    if (ACCEPTABLE.includes(finding)) return [];
    const meant = didYouMean(finding, ACCEPTABLE);
    return [
      {
        code: 'topology-accept-unknown',
        path: ['accept', i, 'finding'],
        problem: `there is no error or warning of verification called ${finding}`,
        allowed: 'the code of an error or warning, as it is printed; information need not be accepted',
        fix: meant === undefined ? 'copy the code from the finding, or remove the entry' : `did you mean ${meant}`,
      },
    ];
  });

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

export const ACCEPT_RULES: readonly Rule[] = [acceptableCodes, namedThings];
