import type { PublishedSession } from '../../lib/controller/database';
import { entriesOf, type Voices, voicesOf } from '../../lib/controller/premises-entries';
import { hybridExample } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { aPublication, NOW_MS, standing } from '../support/world';

const backbone = hybridExample();
const baseline = networkOf(backbone);
const HEARD = NOW_MS - 60_000;
const JUST_NOW = NOW_MS - 59_999;

/** What all AWS ends say in the baseline, but for this. */
function voices(more: Readonly<Record<string, Partial<PublishedSession> | null>> = {}): Voices {
  const said = ['cmh', 'iad', 'pdx'].map((site) => [site, aPublication(backbone, baseline, site)] as const);
  return new Map(
    [...voicesOf(new Map(said))].flatMap(([link, voice]) => {
      const changed = more[link];
      if (changed === null) return [];
      return [[link, { ...voice, session: { ...voice.session, ...changed } }] as const];
    }),
  );
}

const DX = 'ord-iad-dx';
const VPN = 'ord-iad-vpn';
const FAR = 'ord-pdx-dx';
const gone = { withdrawnMs: HEARD };

test.each<[string, Parameters<typeof voices>[0], readonly string[], boolean]>([
  ['the baseline draws it to the shortest link', {}, [DX], true],
  ['steering prefixes draw it wherever they are heard', { [FAR]: { announced: { iad: HEARD } } }, [FAR], true],
  ['one just announced may be heard or not', { [FAR]: { announced: { iad: JUST_NOW } } }, [FAR, DX], true],
  ['one just removed may be heard or not', { [FAR]: { removed: { iad: JUST_NOW } } }, [FAR, DX], true],
  ['one removed long ago is not heard', { [FAR]: { removed: { iad: HEARD } } }, [DX], true],
  ['an update under way may announce it', { [FAR]: { changing: ['iad'] } }, [FAR, DX], true],
  ['an update of another site does not', { [FAR]: { changing: ['pdx'] } }, [DX], true],
  ['a withdrawn link leaves the specifics to the next', { [DX]: gone }, [VPN], true],
  ['one just withdrawn may still be heard', { [DX]: { withdrawnMs: JUST_NOW } }, [DX, VPN], true],
  ['one withdrawn in part may be heard', { [DX]: { partly: true } }, [DX, VPN], true],
  ['one just restored may not be heard yet', { [DX]: { restoredMs: JUST_NOW } }, [DX, VPN], true],
  ['without BGP it may not be heard', { [DX]: { unheard: true } }, [DX, VPN], true],
  [
    'of two that announce, the router takes the shorter',
    { [FAR]: { announced: { iad: HEARD } }, [VPN]: { announced: { iad: HEARD } } },
    [FAR],
    true,
  ],
  ['a withdrawn Direct Connect link keeps its own aggregate', { [DX]: gone, [VPN]: gone, [FAR]: gone }, [DX], true],
  ['a link of which nobody said anything may announce anything', { [FAR]: null }, [FAR, DX], true],
])('%s', (_, more, links, certain) => {
  expect(entriesOf(backbone, 'ord', 'iad', voices(more), new Map())).toEqual({ links, certain });
});

test('over a link that is down BGP may speak or not, so that the next one is possible, too', () => {
  expect(entriesOf(backbone, 'ord', 'iad', voices(), standing({ [DX]: 'down' })).links).toEqual([DX, VPN]);
  expect(entriesOf(backbone, 'ord', 'iad', voices(), standing({ [DX]: 'drained' })).links).toEqual([DX]);
});

test('when every link is doubtful, no way in is certain', () => {
  const down = standing({ [DX]: 'down', [VPN]: 'down', [FAR]: 'down' });
  expect(entriesOf(backbone, 'ord', 'pdx', voices(), down)).toEqual({ links: [FAR, DX, VPN], certain: false });
});

test('a site without a BGP link of its own is entered by its aggregate, and no withdrawn link announces that', () => {
  expect(entriesOf(backbone, 'ord', 'cmh', voices(), new Map()).links).toEqual([DX]);
  expect(entriesOf(backbone, 'ord', 'cmh', voices({ [DX]: gone }), new Map()).links).toEqual([FAR]);
});
