// Codes of what measures links.

import type { Assembly } from '../../../lib/verify/assembly';
import { changed, edited, without } from '../../support/judged';
import type { Exhibit } from './exhibit';
import { baseline, beside, GATEWAY_ROUTE, hybrid, sameTarget, the } from './world';

/** A pin of a site, by `site/table/link`. */
function pin(path: string) {
  const [site = '', ...rest] = path.split('/');
  return the(GATEWAY_ROUTE, `acme-${site}-routes/Pins/${rest.join('/')}`);
}

const prober = (path: string) => the('AWS::Lambda::Function', path);

/** The pin of the probe of iad-pdx, whose steering prefixes are /19. */
function pinnedBy(DestinationCidrBlock: string): Assembly {
  return changed(hybrid(), pin('iad/spokes/iad-pdx'), { DestinationCidrBlock });
}

/** The prefixes that are always allowed on a Direct Connect, with other ones beside the aggregates. */
function announcing(...prefixes: readonly string[]): Assembly {
  const more = the('Custom::DetourAllowedPrefixes', 'acme-link-ord-iad-dx/');
  const kept = (more.body.Properties.Prefixes as readonly string[]).filter((text) => !text.endsWith('/28'));
  return changed(hybrid(), more, { Prefixes: [...kept, ...prefixes] });
}

const PINNED: readonly Exhibit[] = [
  {
    code: 'verify-probe-unpinned',
    about: 'question of a probe of link iad-pdx goes over iad-cmh',
    wrong: ['what pins a probe is shorter than what steers', () => pinnedBy('10.30.0.0/18')],
    right: ['what pins a probe is longer than what steers', () => pinnedBy('10.30.48.0/20')],
  },
  {
    code: 'verify-probe-unpinned',
    about: 'link iad-cmh',
    wrong: [
      'a pin leads over another link',
      () => changed(hybrid(), pin('iad/spokes/iad-cmh'), sameTarget(baseline('iad/spokes/pdx'))),
    ],
    right: [
      'a pin of a table that the probe does not meet leads over another link',
      () =>
        beside(hybrid(), pin('iad/transit/iad-cmh'), {
          DestinationCidrBlock: '10.20.48.32/28',
          ...sameTarget(baseline('iad/spokes/pdx')),
        }),
    ],
  },
  {
    code: 'verify-probe-unpinned',
    about: 'answer of a probe of link ord-iad-dx',
    wrong: ['a Direct Connect does not announce its probe subnet', () => announcing()],
    right: [
      'a Direct Connect announces its probe subnet in two parts',
      () => announcing('10.10.48.64/29', '10.10.48.72/29'),
    ],
  },
  {
    code: 'verify-probe-unpinned',
    about: 'answer of a probe of link ord-iad-vpn',
    wrong: ['the table of a VPN has no pin', () => without(hybrid(), pin('iad/edge-ord-iad-vpn/ord-iad-vpn'))],
    right: ['the table of a VPN has two pins', () => beside(hybrid(), pin('iad/edge-ord-iad-vpn/ord-iad-vpn'), {})],
  },
];

const PROBED: readonly Exhibit[] = [
  {
    code: 'verify-link-unprobed',
    about: 'link iad-pdx from pdx',
    wrong: ['one end of a peering has no prober', () => without(hybrid(), prober('acme-pdx-probes/Probers/iad-pdx'))],
    right: [
      'the prober goes by another name',
      () =>
        edited(
          hybrid(),
          [
            'acme-pdx-probes',
            'Resources',
            prober('acme-pdx-probes/Probers/iad-pdx').logicalId,
            'Properties',
            'FunctionName',
          ],
          'own',
        ),
    ],
  },
  {
    code: 'verify-link-unprobed',
    about: 'link ord-iad-vpn from iad',
    wrong: ['the prober of a VPN stands at another site', () => moved('pdx')],
    right: ['the prober of a VPN stands at its site', () => moved('iad')],
  },
];

/** The prober of the VPN in a probe subnet of a site. */
function moved(site: string): Assembly {
  const { VpcConfig } = prober(`acme-${site}-probes/Probers/iad-pdx`).body.Properties;
  const own = prober('acme-iad-probes/Probers/ord-iad-vpn');
  const Moved = { ...own.body, Properties: { ...own.body.Properties, VpcConfig } };
  return edited(without(hybrid(), own), [`acme-${site}-probes`, 'Resources', 'Moved'], Moved);
}

export const PROBES: readonly Exhibit[] = [...PINNED, ...PROBED];
