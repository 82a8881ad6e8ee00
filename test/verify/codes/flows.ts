// Codes of what becomes of flows.

import type { Assembly } from '../../../lib/verify/assembly';
import { changed, without } from '../../support/judged';
import type { Exhibit } from './exhibit';
import { baseline, beside, hybrid, sameTarget, surviving, the, withLink, withoutStacks } from './world';

/** Without the peering of cmh and pdx: cmh has one link. */
const hanging = () => withoutStacks('acme-link-cmh-pdx');

const ELSEWHERE = { TransitGatewayAttachmentId: { 'Fn::GetStackOutput': { StackName: 'other', OutputName: 'Id' } } };
const NOBODYS = { DestinationCidrBlock: '10.99.0.0/16' };

/** pdx's traffic goes from iad to cmh and back to iad, whose table `transit` is left as it is. */
function sentBack(): Assembly {
  const toPdx = changed(hybrid(), baseline('iad/spokes/pdx'), sameTarget(baseline('iad/spokes/cmh')));
  return changed(toPdx, baseline('cmh/transit/pdx'), sameTarget(baseline('cmh/transit/iad')));
}

/** Traffic to pdx leaves iad by way of cmh. */
function detoured(): Assembly {
  return changed(hybrid(), baseline('iad/spokes/pdx'), sameTarget(baseline('iad/spokes/cmh')));
}

/** The VPN brings nothing that spokes of iad learn. */
function unlearned(): Assembly {
  const learns = the('AWS::EC2::TransitGatewayRouteTablePropagation', 'acme-link-ord-iad-vpn/Propagations/spokes');
  return without(hybrid(), learns);
}

const WITH_NOTHING_FAILED: readonly Exhibit[] = [
  {
    code: 'verify-flow-unknown',
    wrong: [
      'a route leads where only a deployment knows',
      () => changed(hybrid(), baseline('iad/spokes/cmh'), ELSEWHERE),
    ],
    right: [
      'such a route is for addresses that nobody has',
      () => beside(hybrid(), baseline('iad/spokes/cmh'), { ...ELSEWHERE, ...NOBODYS }),
    ],
  },
  {
    code: 'verify-no-path',
    wrong: ['a route is missing', () => without(hybrid(), baseline('iad/spokes/cmh'))],
    right: [
      'a route that covers more leads the same way',
      () => changed(hybrid(), baseline('iad/spokes/cmh'), { DestinationCidrBlock: '10.0.0.0/8' }),
    ],
  },
  {
    code: 'verify-blackhole',
    wrong: ['a route drops what it matches', () => changed(hybrid(), baseline('iad/spokes/cmh'), blackhole({}))],
    right: [
      'such a route is for addresses that nobody has',
      () => beside(hybrid(), baseline('iad/spokes/cmh'), blackhole(NOBODYS)),
    ],
  },
  {
    code: 'verify-loop',
    wrong: [
      'two sites send the traffic of a third to each other',
      () => changed(sentBack(), baseline('iad/transit/pdx'), sameTarget(baseline('iad/transit/cmh'))),
    ],
    right: ['one of them sends it on where it got it back', sentBack],
  },
  {
    code: 'verify-baseline-not-shortest',
    wrong: ['a table leads round by a third site', detoured],
    right: [
      'what the site uses has a route of its own over the link',
      () =>
        beside(detoured(), baseline('iad/spokes/pdx'), {
          ...sameTarget(baseline('iad/spokes/pdx')),
          DestinationCidrBlock: '10.30.0.0/18',
        }),
    ],
  },
];

function blackhole(more: object): object {
  return { Blackhole: true, TransitGatewayAttachmentId: undefined, ...more };
}

const AFTER_FAILURES: readonly Exhibit[] = [
  {
    code: 'verify-single-point-of-failure',
    wrong: ['a site has one link', hanging],
    right: ['no flow has to survive a link', () => surviving(hanging(), 0)],
  },
  {
    code: 'verify-dead-link',
    wrong: ['a site has one link, which fails', hanging],
    right: ['its flows need not survive that', () => surviving(hanging(), 0)],
  },
  {
    code: 'verify-takeover-mtu',
    wrong: ['a VPN takes over from a Direct Connect', hybrid],
    right: ['segments are clamped on the VPN', () => withLink(hybrid(), 'ord-iad-vpn', { mtuHandled: true })],
  },
  {
    code: 'verify-baseline-loses-flow',
    about: 'iad to ord, ord-iad-dx down, baseline',
    wrong: [
      'what BGP withdraws has neither a second session nor a route beneath it',
      () => without(unlearned(), baseline('iad/spokes/ord')),
    ],
    right: ['a static route lies beneath what BGP withdraws', unlearned],
  },
  {
    code: 'verify-loss-accepted',
    about: 'cmh to iad, cmh-pdx grey and iad-cmh grey',
    wrong: ['a flow that must survive one link loses two', hybrid],
    right: ['it must survive two', () => surviving(hybrid(), 2)],
  },
];

export const FLOWS: readonly Exhibit[] = [...WITH_NOTHING_FAILED, ...AFTER_FAILURES];
