import { announcedPath } from '../../../lib/controller/guards/announced-path';
import type { AnnouncementChange } from '../../../lib/controller/plan';
import { awsEnd, bgpWorld, type Ends, HEARD_MS, hybrid, UNHEARD_MS } from '../../support/bgp-world';
import { aWorld, NOW_MS, standing } from '../../support/world';

const DX = 'ord-iad-dx';
const VPN = 'ord-iad-vpn';
const FAR = 'ord-pdx-dx';

function change(link: string, remote: string, after: 'made' | 'gone', onward?: string | null): AnnouncementChange {
  const announcement = { site: awsEnd(link), link, remote, ...(onward === undefined ? {} : { onward }) };
  const made = after === 'made';
  return { kind: 'announcement', link, premises: 'ord', remote, before: !made, after: made ? announcement : null };
}

function held(one: AnnouncementChange, ends: Ends): string | undefined {
  return announcedPath(one, bgpWorld(awsEnd(one.link), ends))?.code;
}

const drained = standing({ [DX]: 'drained' });
const down = standing({ [DX]: 'down' });
/** pdx sends iad back to where it came from. */
const crossed = {
  pdx: { hops: { iad: { transit: ['cmh-pdx'], spokes: ['cmh-pdx'] } } },
  cmh: { hops: { iad: { transit: ['cmh-pdx'], spokes: ['cmh-pdx'] } } },
};
const isolated = { iad: { silent: { pdx: NOW_MS } } };

describe('an announcement is made', () => {
  test.each<[string, AnnouncementChange, Ends, string | undefined]>([
    ['when what enters is delivered', change(FAR, 'iad', 'made'), { standings: drained }, undefined],
    ['when it enters where it is going', change(VPN, 'iad', 'made', null), { standings: drained }, undefined],
    [
      'when the edge table sends it on to a site that delivers',
      change(VPN, 'pdx', 'made', 'iad-pdx'),
      { standings: drained },
      undefined,
    ],
    [
      'and held when what enters goes in a circle',
      change(FAR, 'iad', 'made'),
      { standings: drained, words: crossed },
      'held-undelivered',
    ],
    [
      'and held in a circle even when all is lost now',
      change(FAR, 'iad', 'made'),
      { standings: down, words: crossed },
      'held-undelivered',
    ],
    [
      'and held when the edge table would send it over a link that is down',
      change(VPN, 'pdx', 'made', 'iad-pdx'),
      { standings: standing({ 'iad-pdx': 'down' }) },
      'held-undelivered',
    ],
    [
      'and held when a site on the way may move it back',
      change(FAR, 'iad', 'made'),
      {
        standings: drained,
        words: {
          pdx: { hops: { iad: { transit: ['iad-pdx'], spokes: ['iad-pdx'], wanted: 'cmh-pdx' } } },
          cmh: crossed.cmh,
        },
      },
      'held-undelivered',
    ],
    [
      'and held while the admission site does not hear this site',
      change(FAR, 'iad', 'made'),
      { standings: drained, words: { cmh: isolated.iad, iad: {} } },
      'held-isolated',
    ],
    [
      'even then, when it is lost now',
      change(FAR, 'iad', 'made'),
      {
        standings: standing({ [DX]: 'down', [VPN]: 'down' }),
        said: { [FAR]: { withdrawnMs: HEARD_MS } },
        words: { cmh: isolated.iad },
      },
      undefined,
    ],
  ])('%s', (_, one, ends, code) => {
    expect(held(one, ends)).toBe(code);
  });
});

const standsOn = (link: string, sinceMs = HEARD_MS) => ({ [link]: { announced: { iad: sinceMs } } });

describe('an announcement is taken back', () => {
  const back = change(FAR, 'iad', 'gone');
  test.each<[string, AnnouncementChange, Ends, string | undefined]>([
    ['when the usual way in is announced and heard', back, { said: standsOn(FAR) }, undefined],
    [
      'and held while the usual way in is withdrawn',
      back,
      { said: { ...standsOn(FAR), [DX]: { withdrawnMs: HEARD_MS } } },
      'held-unheard',
    ],
    [
      'and held while it was restored just now',
      back,
      { said: { ...standsOn(FAR), [DX]: { restoredMs: UNHEARD_MS } } },
      'held-unheard',
    ],
    [
      'once its restore has been heard',
      back,
      { said: { ...standsOn(FAR), [DX]: { restoredMs: HEARD_MS } } },
      undefined,
    ],
    [
      'and held while BGP is down over the usual way in',
      back,
      { said: { ...standsOn(FAR), [DX]: { unheard: true } } },
      'held-unheard',
    ],
    [
      'and held while its AWS end sees other link states',
      back,
      { said: standsOn(FAR), words: { iad: { view: 'another' } } },
      'held-unheard',
    ],
    [
      'and held when its AWS end has said nothing lately',
      back,
      { said: standsOn(FAR), words: { iad: { atMs: NOW_MS - 180_001 } } },
      'held-unheard',
    ],
    ['and held while the usual way in is drained', back, { standings: drained, said: standsOn(FAR) }, 'held-unheard'],
    [
      'once the link that takes over has been heard',
      change(VPN, 'iad', 'gone'),
      { standings: down, said: { ...standsOn(FAR), [VPN]: { announced: { iad: HEARD_MS } } } },
      undefined,
    ],
    [
      'and held as long as it has not',
      change(VPN, 'iad', 'gone'),
      { standings: down, said: { ...standsOn(FAR, UNHEARD_MS), [VPN]: { announced: { iad: HEARD_MS } } } },
      'held-unheard',
    ],
    [
      'whatever others say when the link that announces is down',
      back,
      { standings: standing({ [FAR]: 'down' }), said: { ...standsOn(FAR), [DX]: { restoredMs: UNHEARD_MS } } },
      undefined,
    ],
  ])('%s', (_, one, ends, code) => {
    expect(held(one, ends)).toBe(code);
  });
});

describe('of two announcements that nobody needs any more', () => {
  const both = { ...standsOn(FAR), ...standsOn(VPN) };
  const [far, vpn] = [change(FAR, 'iad', 'gone'), change(VPN, 'iad', 'gone')];
  /** What enters at pdx for iad goes to cmh, which sends it back. */
  const circle = { words: crossed };

  test.each<[string, AnnouncementChange, Ends, string | undefined]>([
    ['one is taken back while the other stands', far, { said: both }, undefined],
    [
      'the other is taken back while the one stands, so that neither waits for the other',
      vpn,
      { said: both },
      undefined,
    ],
    [
      'neither is taken back before the usual way in is heard',
      far,
      { said: { ...both, [DX]: { restoredMs: UNHEARD_MS } } },
      'held-unheard',
    ],
    [
      'neither is taken back before the usual way in is heard, whichever stands',
      vpn,
      { said: { ...both, [DX]: { restoredMs: UNHEARD_MS } } },
      'held-unheard',
    ],
    [
      'one stays while the other, which would take over, delivers nothing',
      vpn,
      { said: both, ...circle },
      'held-loses-path',
    ],
    ['one that delivers nothing is taken back', far, { said: both, ...circle }, undefined],
    [
      'one stays while the site of the other sees other link states',
      vpn,
      { said: both, words: { pdx: { view: 'another' } } },
      'held-unheard',
    ],
    [
      'one stays while the site of the other has said nothing lately',
      vpn,
      { said: both, words: { pdx: { atMs: NOW_MS - 180_001 } } },
      'held-unheard',
    ],
    [
      'one stays while an update of a third link may announce it or not',
      vpn,
      { said: { ...standsOn(VPN), [FAR]: { changing: ['iad'] } } },
      'held-unheard',
    ],
  ])('%s', (_, one, ends, code) => {
    expect(held(one, ends)).toBe(code);
  });
});

test('an override is none of its business', () => {
  const world = aWorld(hybrid, 'iad');
  const to = { kind: 'none' } as const;
  const override = {
    kind: 'override',
    table: 'transit',
    remote: 'pdx',
    before: 'iad-cmh',
    after: null,
    from: to,
    to,
  } as const;
  expect(announcedPath(override, world)).toBeUndefined();
});
