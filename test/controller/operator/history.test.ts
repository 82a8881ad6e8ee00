import type { AuditEntry } from '../../../lib/controller/audit';
import { concerns, historySince } from '../../../lib/controller/operator/history';
import { lastTold } from '../../../lib/controller/operator/link-reports';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { operatorSites } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { NOW_MS } from '../../support/world';

const PAIR = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);

function saying(...entries: readonly AuditEntry[]): Sites {
  const sites = new Sites(PAIR);
  sites.world.audit.push(...entries);
  return sites;
}

describe('history', () => {
  it('is what all sites have said since then, the newest last', async () => {
    const [a, b, c] = [
      aWarning({ site: 's0', atMs: NOW_MS + 1 }),
      aWarning({ site: 's1', atMs: NOW_MS + 2 }),
      aWarning({ site: 's0', atMs: NOW_MS + 3 }),
    ];
    const old = aWarning({ site: 's1', atMs: NOW_MS - 1 });
    const { entries, unread } = await historySince(operatorSites(saying(old, a, b, c)), NOW_MS);
    expect(entries).toEqual([a, b, c]);
    expect(unread).toEqual([]);
  });

  it('keeps what one site said at one moment in its order', async () => {
    const said = ['x', 'y', 'z'].map((because) => aWarning({ site: 's0', atMs: NOW_MS, because }));
    const { entries } = await historySince(operatorSites(saying(...said)), NOW_MS);
    expect(entries).toEqual(said);
  });

  it('of a site that cannot be read is read elsewhere, and that is said', async () => {
    const said = [aWarning({ site: 's0' }), aWarning({ site: 's1' })];
    const { entries, unread } = await historySince(operatorSites(saying(...said), { s1: ['audited'] }), 0);
    expect(entries).toEqual(said);
    expect(unread).toEqual([{ site: 's1', what: 'audit', why: 'audited of s1 is not permitted' }]);
  });

  it('is empty, and says why, when nobody can be read', async () => {
    const { entries, unread } = await historySince(
      operatorSites(saying(aWarning({ site: 's0' })), { s0: ['audited'], s1: ['audited'] }),
      0,
    );
    expect(entries).toEqual([]);
    expect(unread.map(({ site }) => site)).toEqual(['s0', 's1']);
  });
});

describe('what concerns a link', () => {
  const change = {
    kind: 'override',
    table: 'transit',
    remote: 's1',
    before: null,
    after: 'a',
    from: ['b'],
    to: ['a'],
  } as const;

  it.each([
    ['its state', aWarning({ link: 'a' }), true],
    ['another link', aWarning({ link: 'c' }), false],
    ['traffic that is moved onto it', anAuditEntry({ change }), true],
    ['traffic that leaves it', anAuditEntry({ change: { ...change, after: 'c', from: ['a'], to: ['c'] } }), true],
    ['traffic that does neither', anAuditEntry({ change: { ...change, after: 'c', to: ['c'] } }), false],
    [
      'its announcements',
      anAuditEntry({
        change: { kind: 'announcement', link: 'a', premises: 'p', remote: 's0', before: false, after: true },
      }),
      true,
    ],
  ])('is %s', (_, entry, expected) => {
    expect(concerns(entry, 'a')).toBe(expected);
  });
});

describe('since when links are as they are', () => {
  async function* pages(...all: readonly (readonly AuditEntry[])[]) {
    for (const page of all) yield page;
  }

  it('is told by the newest entry about the state of each', async () => {
    const newest = aWarning({ link: 'a', standing: 'down', atMs: 3 });
    const told = await lastTold(
      ['a', 'b'],
      pages(
        [anAuditEntry({ link: 'b', atMs: 4 }), newest],
        [aWarning({ link: 'a', standing: 'up', atMs: 2 }), aWarning({ link: 'b', standing: 'up', atMs: 1 })],
      ),
    );
    expect([...told].map(([link, { atMs }]) => [link, atMs])).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
  });

  it('asks for no page more than it takes', async () => {
    let asked = 0;
    async function* counted() {
      for (;;) {
        asked += 1;
        yield [aWarning({ link: 'a', standing: 'up' })];
      }
    }
    await lastTold(['a'], counted());
    expect(asked).toBe(1);
    await lastTold(['a', 'never'], counted());
    expect(asked).toBe(1 + 5);
  });
});
