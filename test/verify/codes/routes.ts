// Codes of routes, of advertisements, and of paths that are less than they seem.

import type { Assembly } from '../../../lib/verify/assembly';
import { understand } from '../../../lib/verify/verify';
import { changed, edited } from '../../support/judged';
import type { Exhibit } from './exhibit';
import { baseline, beside, hybrid, sameTarget, the, withLink } from './world';

/** With the aggregate of iad as its stack describes it. */
function aggregateOfIad(aggregate: string): Assembly {
  return edited(hybrid(), ['acme-iad', 'Metadata', 'Detour', 'sites', 0, 'aggregate'], aggregate);
}

/** With another route of iad's spokes to a part of cmh, over the link by which the whole goes. */
function routeToCmh(DestinationCidrBlock: string): Assembly {
  return beside(hybrid(), baseline('iad/spokes/cmh'), { DestinationCidrBlock });
}

/** The lower half of cmh by way of pdx. */
function lowerHalf(): Assembly {
  return beside(hybrid(), baseline('iad/spokes/cmh'), {
    ...sameTarget(baseline('iad/spokes/pdx')),
    DestinationCidrBlock: '10.20.0.0/17',
  });
}

/** What is allowed on the Direct Connect of iad beside its association's own. */
function allowing(prefix: string): Assembly {
  const allowed = the('Custom::DetourAllowedPrefixes', 'acme-link-ord-iad-dx/');
  const Prefixes = [...(allowed.body.Properties.Prefixes as readonly string[]), prefix];
  return changed(hybrid(), allowed, { Prefixes });
}

function withoutCmh(): Assembly {
  const association = the('AWS::DirectConnect::DirectConnectGatewayAssociation', 'acme-link-ord-iad-dx/');
  return changed(hybrid(), association, { AllowedPrefixesToDirectConnectGateway: ['10.10.0.0/16', '10.30.0.0/16'] });
}

function sharing(risk: string, ...links: readonly string[]): Assembly {
  return links.reduce((before, link) => withLink(before, link, { sharedRisks: [risk] }), hybrid());
}

function capacities(iad: number, pdx: number): Assembly {
  const first = withLink(hybrid(), 'ord-iad-dx', { capacityGbps: iad });
  return withLink(first, 'ord-pdx-dx', { capacityGbps: pdx });
}

/** With the premises as every stack describes them. */
function premises(stateful: boolean): Assembly {
  const links = ['ord-iad-dx', 'ord-iad-vpn', 'ord-pdx-dx'];
  return links.reduce((before, link) => {
    const ord = understand(before).backbone.sites.find(({ name }) => name === 'ord');
    const described = { ...ord, ...(stateful ? { stateful } : {}) };
    return edited(before, [`acme-link-${link}`, 'Metadata', 'Detour', 'sites'], [described]);
  }, hybrid());
}

/** The Direct Connect of iad costs more than the VPN beside it, as premises see it: AWS prefers it all the same. */
function reluctant(of: Assembly): Assembly {
  return withLink(of, 'ord-iad-dx', { cost: 60 });
}

const PATHS: readonly Exhibit[] = [
  {
    code: 'verify-asymmetric-path',
    wrong: ['premises keep state for each link, and answers come by another one', () => reluctant(premises(true))],
    right: ['premises share the state of their firewalls', () => reluctant(premises(false))],
  },
  {
    code: 'verify-shared-risk-on-all-paths',
    wrong: [
      'every link of premises runs through one duct',
      () => sharing('duct', 'ord-iad-dx', 'ord-iad-vpn', 'ord-pdx-dx'),
    ],
    right: ['one of them does not', () => sharing('duct', 'ord-iad-dx', 'ord-iad-vpn')],
  },
  {
    code: 'verify-takeover-capacity',
    wrong: ['1 Gbit/s takes over from 10', () => capacities(10, 1)],
    right: ['10 Gbit/s take over from 10', () => capacities(10, 10)],
  },
];

export const ROUTES: readonly Exhibit[] = [
  {
    code: 'verify-route-overlap',
    wrong: ['the aggregate of a site covers another site', () => aggregateOfIad('10.0.0.0/11')],
    right: ['the aggregate of a site covers what no site has', () => aggregateOfIad('10.8.0.0/13')],
  },
  {
    code: 'verify-route-shadowed',
    wrong: [
      'two halves lead elsewhere than the whole',
      () =>
        beside(lowerHalf(), baseline('iad/spokes/pdx'), {
          DestinationCidrBlock: '10.20.128.0/17',
        }),
    ],
    right: ['one half leads elsewhere than the whole', lowerHalf],
  },
  {
    code: 'verify-leaked-specific',
    wrong: ['a route is longer than the steering prefixes', () => routeToCmh('10.20.0.0/20')],
    right: ['a route is shorter than the steering prefixes', () => routeToCmh('10.20.0.0/18')],
  },
  {
    code: 'verify-advertised-unreachable',
    wrong: ['a Direct Connect allows addresses that no site has', () => allowing('10.99.0.0/16')],
    right: ['it allows addresses of another site', () => allowing('10.20.0.0/18')],
  },
  {
    code: 'verify-advertised-after-failure',
    about: 'ord-iad-dx goes on advertising cmh',
    wrong: ['a site advertises another one beyond a peering', hybrid],
    right: ['it does not advertise that one', withoutCmh],
  },
  ...PATHS,
];
