import { bridgesFor } from '../../lib/controller/bridges';
import type { PublishedSession } from '../../lib/controller/database';
import type { Voices } from '../../lib/controller/premises-entries';
import type { BackboneLink } from '../../lib/routing/backbone';
import type { Standing } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { aWorld, NOW_MS, standing } from '../support/world';

//   p9 --- dx 1, vpn 50 --- s0     s0, s1 and s2 have peerings of cost 10 with each other. Without the first link p9 reaches
//   p9 --- dx 5 ----------- s1     s0 over that of s1, and without this over that of s2.
//   p9 --- dx 8, vpn 60 --- s2
const premisesLink = (name: string, n: number, cost: number, kind: BackboneLink['kind']): BackboneLink => ({
  name,
  kind,
  between: ['p9', `s${n}`],
  cost,
  sharedRisks: [],
});
const backbone = aBackbone(
  [aSite(0), aSite(1), aSite(2), aSite(9, 'on-prem', 2)],
  [
    premisesLink('dx0', 0, 1, 'direct-connect'),
    premisesLink('dx1', 1, 5, 'direct-connect'),
    premisesLink('dx2', 2, 8, 'direct-connect'),
    premisesLink('vpn0', 0, 50, 'site-to-site-vpn'),
    premisesLink('vpn2', 2, 60, 'site-to-site-vpn'),
    aPeering(0, 1),
    aPeering(0, 2),
    aPeering(1, 2),
  ],
);
const worlds = new Map(['s0', 's1', 's2'].map((site) => [site, aWorld(backbone, site)]));

interface Case {
  readonly stand?: Readonly<Record<string, Standing>>;
  readonly apart?: readonly string[];
  readonly said?: Readonly<Record<string, Partial<PublishedSession>>>;
}

/** What each site bridges for s0, as `link onward`. */
function bridges({ stand = { dx0: 'down' }, apart = [], said = {} }: Case): readonly string[] {
  return [...worlds].flatMap(([site, world]) => {
    const voices: Voices = new Map(
      [...world.voices].map(([link, voice]) => [link, { ...voice, session: { ...voice.session, ...said[link] } }]),
    );
    const seen = {
      backbone,
      standings: standing(stand),
      voices,
      apart: new Set(apart.filter((name) => name !== site)),
    };
    return bridgesFor(world.routing, seen)
      .filter(({ remote }) => remote === 's0')
      .map(({ link, onward }) => (onward === undefined ? link : `${link} ${onward}`));
  });
}

const heard = { announced: { s0: NOW_MS - 60_000 } };
const unheard = { announced: { s0: NOW_MS - 59_999 } };

test.each<[string, readonly string[], Case]>([
  ['nobody while no link is down', [], { stand: { dx0: 'drained' } }],
  ['nobody while p9 enters over none that is', [], { stand: { dx0: 'drained', vpn2: 'down' } }],
  ['the best VPN until a Direct Connect link is heard', ['vpn0 null'], {}],
  ['the best VPN while it was announced just now', ['vpn0 null'], { said: { dx1: unheard } }],
  ['the best VPN although that is heard itself', ['vpn0 null'], { said: { vpn0: heard } }],
  ['nobody any more once it is heard', [], { said: { dx1: heard } }],
  ['the next VPN when the best is down', ['vpn2 s0-s2'], { stand: { dx0: 'down', vpn0: 'down' } }],
  ['nobody when no VPN works', [], { stand: { dx0: 'down', vpn0: 'down', vpn2: 'down' } }],
  ['nobody for a VPN, which announces itself', [], { stand: { dx0: 'down', dx1: 'down', dx2: 'down' } }],
  ['a VPN, and the best of all links, for a site apart', ['vpn0 null', 'dx2'], { apart: ['s1'] }],
  [
    'these although they are heard themselves',
    ['vpn0 null', 'dx2'],
    { apart: ['s1'], said: { dx2: heard, vpn0: heard } },
  ],
  ['nobody any more once the link of the site apart is heard', [], { apart: ['s1'], said: { dx1: heard } }],
  ['no link of another site apart', ['vpn0 null', 'dx2', 'vpn2 s0-s2'], { apart: ['s0', 's1'] }],
  [
    'all others for a VPN of a site apart',
    ['vpn2 s0-s2'],
    { apart: ['s0'], stand: { dx0: 'down', dx1: 'down', dx2: 'down' } },
  ],
])('bridges: %s', (_, expected, each) => {
  expect(bridges(each)).toEqual(expected);
});
