import { ownedOnly } from '../../../lib/controller/guards/owned-only';
import type { AnnouncementChange, Change, OverrideChange } from '../../../lib/controller/plan';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { bgpWorld } from '../../support/bgp-world';
import { aWorld, plannedFor, standing } from '../../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const world = aWorld(backbone, 's0', { standings: standing({ 's0-s1': 'drained' }) });
const own = plannedFor(world, 'spokes', 's1');

test.each<[string, Partial<OverrideChange>, string | undefined]>([
  ['lets pass a change of its own list to its own link', {}, undefined],
  ['lets pass a removal', { before: 's0-s2', after: null }, undefined],
  ['holds a change for a site it has no list of', { remote: 's9' }, 'held-not-owned'],
  ['holds a change for the site itself', { remote: 's0' }, 'held-not-owned'],
  ['holds a change to a link between other sites', { after: 's1-s2' }, 'held-not-owned'],
  ['holds a removal for a site it has no list of', { remote: 's9', after: null }, 'held-not-owned'],
])('%s', (_, more, code) => {
  expect(ownedOnly({ ...own, ...more }, world)?.code).toBe(code);
});

describe('at the AWS end of BGP links', () => {
  const iad = bgpWorld('iad', {});
  const [DX, VPN, FAR] = ['ord-iad-dx', 'ord-iad-vpn', 'ord-pdx-dx'];
  const announce = (link: string, remote: string, onward?: string | null): AnnouncementChange => {
    const after = { site: 'iad', link, remote, ...(onward === undefined ? {} : { onward }) };
    return { kind: 'announcement', link, premises: 'ord', remote, before: false, after };
  };
  const withdraw = (link: string, after: 'none' | 'whole'): Change => {
    return { kind: 'withdrawal', link, premises: 'ord', before: 'part', after };
  };

  test.each<[string, Change, string | undefined]>([
    ['lets pass an announcement of an AWS site on Direct Connect', announce(DX, 'cmh'), undefined],
    ['lets pass one on a VPN that goes on over a link of the site', announce(VPN, 'cmh', 'iad-cmh'), undefined],
    ['lets pass one on a VPN that goes on to the own VPCs', announce(VPN, 'iad', null), undefined],
    ['lets pass that one is taken back', { ...announce(DX, 'cmh'), before: true, after: null }, undefined],
    ['holds one on a link of another site', announce(FAR, 'cmh'), 'held-not-owned'],
    ['holds one on a link that has no session', announce('iad-cmh', 'cmh'), 'held-not-owned'],
    ['holds one of premises', announce(DX, 'ord'), 'held-not-owned'],
    ['holds one of a site that is not part of the backbone', announce(DX, 'fra'), 'held-not-owned'],
    ['holds one on a VPN that goes on over a link of others', announce(VPN, 'cmh', 'cmh-pdx'), 'held-not-owned'],
    ['holds that one of premises is taken back', { ...announce(DX, 'ord'), after: null }, 'held-not-owned'],
    ['lets pass the withdrawal of an own link', withdraw(DX, 'whole'), undefined],
    ['lets pass the restore of an own link', withdraw(DX, 'none'), undefined],
    ['holds the withdrawal of a link of another site', withdraw(FAR, 'whole'), 'held-not-owned'],
    ['holds the restore of a link of another site', withdraw(FAR, 'none'), 'held-not-owned'],
  ])('%s', (_, change, code) => {
    expect(ownedOnly(change, iad)?.code).toBe(code);
  });
});
