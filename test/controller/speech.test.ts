import type { Publication } from '../../lib/controller/database';
import type { LinkState } from '../../lib/controller/link-state/link-states';
import { awakeSince, isSpeaker, latestSpoken, spokenOfLinks } from '../../lib/controller/speech';
import type { SpokenLink } from '../../lib/controller/spoken';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import { aPublication, aWorld, MINUTE_MS, NOW_MS } from '../support/world';

const sites = [aSite(0), aSite(1), aSite(2), aSite(3)];
const square = aBackbone(sites, [aPeering(0, 1), aPeering(1, 2), aPeering(2, 3), aPeering(0, 3)]);
const network = networkOf(square);
const OLD_MS = NOW_MS - 4 * MINUTE_MS;
const NAMES = square.sites.map(({ name }) => name);
const down = (atMs: number, more: Partial<SpokenLink> = {}): SpokenLink => ({
  standing: 'down',
  code: 'link-probes-lost',
  atMs,
  ...more,
});
const healthy = (atMs: number): SpokenLink => ({ standing: 'up', code: 'link-healthy', atMs });
const LINK = 's2-s3';
const state = ({ standing, code }: Omit<SpokenLink, 'atMs'>): LinkState => {
  return { link: LINK, wanted: false, because: 'a reason', standing, code };
};
const told = { links: {}, held: {}, emptied: [], sinceMs: NOW_MS } as const;

/** What a site knows, of which some have fallen silent, and what these have published beside their word. */
function heard(
  site: string,
  silent: readonly string[] = [],
  more: Readonly<Record<string, Partial<Publication>>> = {},
) {
  const published = NAMES.map((name) =>
    aPublication(square, network, name, new Map(), {
      atMs: silent.includes(name) ? OLD_MS : NOW_MS,
      ...more[name],
    }),
  );
  return {
    ...aWorld(square, site),
    publications: new Map(published.map((word) => [word.site, word])),
    nowMs: NOW_MS,
  };
}

const speakersFor = (ends: readonly string[], silent: readonly string[] = []) =>
  NAMES.filter((site) => isSpeaker(heard(site, silent), ends));

test('one site tells people of a link: an end of it, the first by name', () => {
  expect(speakersFor(['s2', 's1'])).toEqual(['s1']);
  expect(speakersFor(['s2', 's3'])).toEqual(['s2']);
});

test('who has fallen silent is followed by the other end, then by the admission site, then by any other', () => {
  expect(speakersFor(['s2', 's3'], ['s2'])).toEqual(['s3']);
  expect(speakersFor(['s2', 's3'], ['s2', 's3'])).toEqual(['s0']);
  expect(speakersFor(['s2', 's3'], ['s2', 's3', 's0'])).toEqual(['s1']);
});

test('of what is at no site the admission site tells people', () => {
  expect(speakersFor([])).toEqual(['s0']);
  expect(speakersFor([], ['s0'])).toEqual(['s1']);
});

test('where all have been silent, the first of all begins, and any other once it has published', () => {
  expect(speakersFor(['s2', 's3'], NAMES)).toEqual(['s2']);
  expect(speakersFor(['s2', 's3'], ['s0', 's2', 's3'])).toEqual(['s1']);
});

test('who has just woken up tells nothing in the place of others, which it may not have heard of yet', () => {
  const awake = (site: string) => heard(site, ['s2'], { s2: { awakeMs: NOW_MS }, s3: { awakeMs: NOW_MS } });
  expect(isSpeaker(awake('s3'), ['s2', 's3'])).toBe(false);
  expect(isSpeaker(heard('s2', [], { s2: { awakeMs: NOW_MS } }), ['s2', 's3'])).toBe(true);
});

test('a site is awake for a minute when it publishes for the first time, or has fallen silent before', () => {
  const word = heard('s2').publications.get('s2');
  if (!word) throw new Error('s2 has published');
  expect(awakeSince(undefined, NOW_MS)).toBe(NOW_MS);
  expect(awakeSince({ ...word, atMs: OLD_MS }, NOW_MS)).toBe(NOW_MS);
  expect(awakeSince(word, NOW_MS)).toBeUndefined();
  expect(awakeSince({ ...word, awakeMs: 5 }, 5 + MINUTE_MS - 1)).toBe(5);
  expect(awakeSince({ ...word, awakeMs: NOW_MS }, NOW_MS + MINUTE_MS)).toBeUndefined();
});

test('what another site that publishes is about to tell is not told in its place', () => {
  const world = heard('s2', [], { s3: { spoken: { [LINK]: down(5) }, told } });
  expect(spokenOfLinks(world, [state(down(0))])).toEqual({});
});

test('a link that is not healthy is told once', () => {
  expect(spokenOfLinks(heard('s2'), [state(down(0))])).toEqual({ [LINK]: down(NOW_MS) });
  const again = heard('s2', [], { s2: { spoken: { [LINK]: down(5) } } });
  expect(spokenOfLinks(again, [state(down(0))])).toEqual({ [LINK]: down(5) });
  expect(spokenOfLinks(heard('s1'), [state(down(0))])).toEqual({});
});

test('that it stands as before for another reason is told, and under a later time than all before', () => {
  const world = heard('s2', [], { s3: { spoken: { [LINK]: down(NOW_MS + 7) } } });
  const drained = { standing: 'drained', code: 'link-maintenance' } as const;
  expect(spokenOfLinks(world, [state(drained)])).toEqual({ [LINK]: { ...drained, atMs: NOW_MS + 8 } });
});

test('a site that follows one that fell silent goes on where that ended', () => {
  const world = heard('s3', ['s2'], { s2: { spoken: { [LINK]: down(5) }, atMs: OLD_MS } });
  expect(spokenOfLinks(world, [state(down(0))])).toEqual({});
  expect(spokenOfLinks(world, [state(healthy(0))])).toEqual({ [LINK]: healthy(NOW_MS) });
});

test('what one that fell silent may not have told is told again, whether it is so or over', () => {
  const spoken = { [LINK]: down(5) };
  const world = heard('s3', ['s2'], { s2: { spoken, told, atMs: OLD_MS } });
  expect(spokenOfLinks(world, [state(down(0))])).toEqual({ [LINK]: down(NOW_MS) });
  expect(spokenOfLinks(world, [state(healthy(0))])).toEqual({ [LINK]: healthy(NOW_MS) });
  const sure = heard('s3', ['s2'], { s2: { spoken, told: { ...told, spoken }, atMs: OLD_MS } });
  expect(spokenOfLinks(sure, [state(down(0))])).toEqual({});
});

test('a site that comes back and may not speak yet keeps that nobody knows whether it was heard', () => {
  const world = heard('s2', ['s2'], { s2: { spoken: { [LINK]: down(5) }, told, atMs: OLD_MS } });
  const kept = spokenOfLinks(world, [state(down(0))]);
  expect(kept).toEqual({ [LINK]: down(5, { unsure: true }) });
  const [latest] = latestSpoken(heard('s2', [], { s2: { spoken: kept } }), ({ spoken }) => spoken).values();
  expect(latest?.isSure).toBe(false);
});

test('what is not needed is dropped: what another site told later, and that a link is healthy as if nothing had been told', () => {
  const later = heard('s2', [], { s2: { spoken: { [LINK]: down(5) } }, s3: { spoken: { [LINK]: healthy(6) } } });
  expect(spokenOfLinks(later, [state(healthy(0))])).toEqual({});
  const over = { s2: { spoken: { [LINK]: healthy(6) } } };
  expect(spokenOfLinks(heard('s2', [], over), [state(healthy(0))])).toEqual({});
  const needed = heard('s2', [], { ...over, s3: { spoken: { [LINK]: down(5) } } });
  expect(spokenOfLinks(needed, [state(healthy(0))])).toEqual({ [LINK]: healthy(6) });
});
