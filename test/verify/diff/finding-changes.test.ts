// What becomes of findings between two sides: each row of the table above lib/verify/diff/finding-changes.ts.

import { type Acknowledgement, acknowledge } from '../../../lib/verify/acknowledgements';
import { compare } from '../../../lib/verify/diff/compare';
import { type Finding, finding } from '../../../lib/verify/findings';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { comparedOf, NAMES } from '../../support/compared';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);
const side = comparedOf('side', triangle);

const ALONE = finding('verify-single-point-of-failure', {
  message: 'link s0-s1 is the only way for s0 to s1',
  fix: 'add a link',
  scenario: { links: [{ name: 's0-s1', form: 'grey' }], risks: [] },
});
const MTU = finding('verify-takeover-mtu', { message: 'smaller packets', fix: 'say how', source: 'acme-link-s0-s1' });

function accepting(id: string, reason: string): Acknowledgement {
  return { ids: [id], reason };
}

const MARCH = accepting('verify-single-point-of-failure[s0-s1]', 'its second link comes in March');

interface Seen {
  readonly found: readonly Finding[];
  readonly given?: readonly Acknowledgement[];
}

/** Templates differ where findings do. */
const seen = ({ found, given = [] }: Seen) => ({
  ...side,
  assembly: {
    stacks: [{ id: 'a', name: 'a', template: found.map(({ message }) => message) }],
    acknowledgements: given,
  },
  verification: { ...side.verification, findings: acknowledge(found, given, () => '') },
});

function changes(before: Seen, after: Seen) {
  const { verdict, findings, accepted, head } = compare(seen(before), seen(after), NAMES);
  const told = (all: typeof findings.added) =>
    all.map(({ severity, code, accepted: why }) => why ?? `${severity} ${code}`);
  const given = (all: typeof accepted.added) =>
    all.map(({ id, reason, isKept, findings: own }) => `${id}${isKept ? ', kept' : ''}: ${own.length}: ${reason}`);
  return {
    verdict,
    errors: head.errors,
    findings: [told(findings.added), told(findings.removed)],
    accepted: [given(accepted.added), given(accepted.removed)],
  };
}

const SPOF = 'error verify-single-point-of-failure';
const GIVEN = 'verify-single-point-of-failure[s0-s1]: 1: its second link comes in March';
const NONE: Seen = { found: [] };
const OPEN: Seen = { found: [ALONE] };
const ACCEPTED: Seen = { found: [ALONE], given: [MARCH] };

test('a finding that comes is new, and one that goes is gone', () => {
  expect(changes(NONE, OPEN)).toMatchObject({ verdict: 'worse', findings: [[SPOF], []], accepted: [[], []] });
  expect(changes(OPEN, NONE)).toMatchObject({ verdict: 'better', findings: [[], [SPOF]], accepted: [[], []] });
});

test('accepting what was there mends nothing, and is told', () => {
  expect(changes(OPEN, ACCEPTED)).toEqual({
    verdict: 'same',
    errors: 0,
    findings: [[], []],
    accepted: [[GIVEN], []],
  });
});

test('what comes and is accepted at once is told as accepted, with the severity that it would have', () => {
  expect(changes(NONE, ACCEPTED)).toEqual({
    verdict: 'same',
    errors: 0,
    findings: [[MARCH.reason], []],
    accepted: [[GIVEN], []],
  });
  const [given] = compare(seen(NONE), seen(ACCEPTED), NAMES).accepted.added;
  expect(given?.findings).toMatchObject([{ code: 'verify-single-point-of-failure', severity: 'error' }]);
  expect(given?.findings[0]).not.toHaveProperty('accepted');
});

test('what is accepted no longer counts again, and is worse', () => {
  expect(changes(ACCEPTED, OPEN)).toEqual({
    verdict: 'worse',
    errors: 1,
    findings: [[SPOF], []],
    accepted: [[], [GIVEN]],
  });
});

test('what goes together with its acceptance is better by nothing that counted', () => {
  expect(changes(ACCEPTED, NONE)).toEqual({
    verdict: 'same',
    errors: 0,
    findings: [[], [MARCH.reason]],
    accepted: [[], [GIVEN]],
  });
});

test('what stays accepted is no change, and with another reason it is one', () => {
  expect(changes(ACCEPTED, ACCEPTED)).toMatchObject({ verdict: 'identical', accepted: [[], []] });
  const later = { found: [ALONE], given: [{ ...MARCH, reason: 'the second link is cancelled' }] };
  expect(changes(ACCEPTED, later)).toMatchObject({
    verdict: 'same',
    accepted: [['verify-single-point-of-failure[s0-s1]: 1: the second link is cancelled'], [GIVEN]],
  });
});

test('what was accepted before accepts what comes, and only that is told', () => {
  const given = [accepting('verify-takeover-mtu', 'every host clamps')];
  const more = { ...MTU, source: 'acme-link-s1-s2', message: 'smaller packets elsewhere', fix: 'say it there' };
  expect(changes({ found: [MTU], given }, { found: [MTU, more], given })).toMatchObject({
    verdict: 'same',
    accepted: [['verify-takeover-mtu, kept: 1: every host clamps'], []],
  });
});

test('another count in the words of an accepted finding is no change', () => {
  const recounted = { ...ALONE, message: `${ALONE.message}, s1 to s0` };
  expect(changes(ACCEPTED, { found: [recounted], given: [MARCH] })).toMatchObject({ accepted: [[], []] });
});
