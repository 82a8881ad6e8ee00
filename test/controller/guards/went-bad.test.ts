import type { LinkStatus, Observation } from '../../../lib/controller/database';
import { wentBadMs } from '../../../lib/controller/guards/went-bad';
import { bgpWorld } from '../../support/bgp-world';
import { anObservation, aStatus, NOW_MS } from '../../support/world';

const PEERING = 'iad-pdx';
const EXPIRED = { expiresMs: NOW_MS };
const GOOD = Number.POSITIVE_INFINITY;

type Word = 'nothing' | 'good' | 'bad' | 'good once' | 'bad once';
const WORDS: readonly Word[] = ['nothing', 'good', 'bad', 'good once', 'bad once'];

function seen(word: Word, site: string, sinceMs: number, link = PEERING): readonly Observation[] {
  if (word === 'nothing') return [];
  const verdict = word.startsWith('good') ? 'good' : 'bad';
  return [anObservation(link, site, { verdict, sinceMs, ...(word.endsWith('once') ? EXPIRED : {}) })];
}

function reported(word: Word, site: string, sinceMs: number, link = PEERING): readonly LinkStatus[] {
  if (word === 'nothing') return [];
  const attachment = word.startsWith('good') ? 'usable' : 'unusable';
  return [aStatus(link, site, [], { attachment, sinceMs, ...(word.endsWith('once') ? EXPIRED : {}) })];
}

const iad = bgpWorld('iad', {});

/** Since when the link looks bad at iad; undefined: it looks like nothing. */
function sinceAt(observations: readonly Observation[], statuses: readonly LinkStatus[], link = PEERING) {
  return wentBadMs({ ...iad, snapshot: { ...iad.snapshot, observations, statuses } }).get(link);
}

/** The table, read line by line. */
function expected(own: Word, far: Word): number | undefined {
  if (own.startsWith('bad')) return 1;
  if (far === 'bad') return 2;
  return own === 'good' || far === 'good' ? GOOD : undefined;
}

test.each(WORDS.flatMap((own) => WORDS.map((far) => [own, far] as const)))(
  'a link of which the own end says %s and the far end %s looks as the table says',
  (own, far) => {
    expect(sinceAt([...seen(own, 'iad', 1), ...seen(far, 'pdx', 2)], [])).toBe(expected(own, far));
  },
);

test.each(WORDS.flatMap((own) => WORDS.map((far) => [own, far] as const)))(
  'of a link that is measured good at both ends AWS says at its own end %s and at the far end %s',
  (own, far) => {
    const statuses = [...reported(own, 'iad', 1), ...reported(far, 'pdx', 2)];
    const looks = own === 'bad' ? 1 : far === 'bad' ? 2 : GOOD;
    expect(sinceAt([...seen('good', 'iad', 0), ...seen('good', 'pdx', 0)], statuses)).toBe(looks);
  },
);

test('of two words of one end that say bad the earlier one tells since when', () => {
  expect(sinceAt(seen('bad', 'iad', 7), reported('bad', 'iad', 5))).toBe(5);
  expect(sinceAt(seen('bad', 'iad', 4), reported('bad', 'iad', 5))).toBe(4);
});

test('where nothing is measured, the last that AWS said of the end counts, however long ago', () => {
  expect(sinceAt([], reported('bad once', 'iad', 1))).toBe(1);
  expect(sinceAt([], reported('bad once', 'pdx', 1))).toBeUndefined();
});

test('premises say nothing, so the word of the AWS end alone counts', () => {
  expect(sinceAt(seen('bad', 'iad', 3, 'ord-iad-dx'), [], 'ord-iad-dx')).toBe(3);
  expect(sinceAt(seen('good', 'iad', 3, 'ord-iad-dx'), [], 'ord-iad-dx')).toBe(GOOD);
});

test('links with no end at the site are not looked at', () => {
  const links = ['cmh-pdx', 'ord-pdx-dx'];
  const observations = links.flatMap((link) => seen('bad', 'pdx', 1, link));
  expect([...wentBadMs({ ...iad, snapshot: { ...iad.snapshot, observations } })]).toEqual([]);
});
