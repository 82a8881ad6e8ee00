// What is said of probes that go astray, and of links that nothing measures.

import { address, prefix } from '../../../lib/net/prefix';
import { err, ok } from '../../../lib/net/result';
import type { Assembly } from '../../../lib/verify/assembly';
import type { Judged } from '../../../lib/verify/checks/check';
import { probesPinned } from '../../../lib/verify/checks/pinned-probes';
import { linksProbed } from '../../../lib/verify/checks/probed-links';
import type { ProberFact } from '../../../lib/verify/facts/probers';
import type { Finding } from '../../../lib/verify/findings';
import { understand } from '../../../lib/verify/verify';
import { changed, edited, without } from '../../support/judged';
import { aHybrid, judgingTables, messages } from '../../support/judging';
import { networkOf } from '../../support/networks';
import { baseline, GATEWAY_ROUTE, hybrid, sameTarget, silent, the } from '../codes/world';

function pins(of: Assembly): readonly Finding[] {
  return probesPinned({ ...understand(of), results: [] });
}

function measures(of: Assembly): readonly Finding[] {
  return linksProbed({ ...understand(of), results: [] });
}

const pin = (path: string) => the(GATEWAY_ROUTE, path);
const prober = (path: string) => the('AWS::Lambda::Function', path);

test('every link of the example is measured from each of its AWS sites, out and back over itself', () => {
  expect(
    understand(hybrid())
      .facts.probers.map(({ link }) => link)
      .sort(),
  ).toEqual([
    'cmh-pdx',
    'cmh-pdx',
    'iad-cmh',
    'iad-cmh',
    'iad-pdx',
    'iad-pdx',
    'ord-iad-dx',
    'ord-iad-vpn',
    'ord-pdx-dx',
  ]);
  expect(pins(hybrid())).toEqual([]);
  expect(measures(hybrid())).toEqual([]);
});

test('fails once for a link whose pin is missing, with the way that the first probe takes and how many more', () => {
  const [found, ...more] = pins(without(hybrid(), pin('acme-iad-routes/Pins/spokes/iad-pdx')));
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    code: 'verify-probe-unpinned',
    severity: 'error',
    message:
      'the question of a probe of link iad-pdx goes over iad-cmh › cmh-pdx while iad-pdx is avoided, and so with 1 more of its questions and answers',
    source: 'acme-iad-probes/Probers/iad-pdx/Handler/Function/Resource',
    trace: { outcome: 'delivered', path: ['iad-cmh', 'cmh-pdx'] },
  });
});

test('fails for a probe that arrives where its own subnet is not led to', () => {
  const back = pin('acme-iad-routes/Pins/transit/ord-iad-dx');
  const [found] = pins(changed(hybrid(), back, { Blackhole: true, TransitGatewayAttachmentId: undefined }));
  expect(found?.message).toBe(
    'the answer of a probe of link ord-iad-dx ends in blackhole: is dropped by a blackhole route in the baseline',
  );
});

test('fails where a deployment decides by which link a probe goes', () => {
  const doubtful = changed(hybrid(), pin('acme-iad-routes/Pins/spokes/ord-iad-vpn'), {
    TransitGatewayAttachmentId: { Ref: 'Anything' },
  });
  expect(pins(doubtful).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^the question of a probe of link ord-iad-vpn ends in unknown: where .* is not known/),
  ]);
});

test('fails to count a prober that may not exist', () => {
  const { stack, logicalId } = prober('acme-cmh-probes/Probers/iad-cmh');
  const [found, ...more] = measures(edited(hybrid(), [stack, 'Resources', logicalId, 'Condition'], 'Sometimes'));
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    message: 'nothing measures link iad-cmh from cmh, so a fault that no peering shows is not seen there',
    source: 'acme-link-iad-cmh/Peering/Attachment',
  });
});

test('names both ends of a peering that nothing measures, and what to write for a link to premises', () => {
  const bare = [
    'acme-iad-probes/Probers/iad-pdx',
    'acme-pdx-probes/Probers/iad-pdx',
    'acme-iad-probes/Probers/ord-iad-dx',
  ]
    .map(prober)
    .reduce((before, each) => without(before, each), hybrid());
  const [peering, direct] = measures(bare);
  expect(peering?.message).toContain('nothing measures link iad-pdx from iad and pdx');
  expect(direct?.fix).toContain('write an address on premises that answers TCP as target of the probe of ord-iad-dx');
});

test('nothing is asked of templates that describe no backbone', () => {
  const bare = without(silent(hybrid()), prober('acme-iad-probes/Probers/iad-pdx'));
  expect([...pins(bare), ...measures(bare)]).toEqual([]);
});

describe('probes, as far as they are known,', () => {
  /** The pin of iad-pdx is missing at iad, so that a question and an answer go astray. */
  const astray = () => without(hybrid(), pin('acme-iad-routes/Pins/spokes/iad-pdx'));

  function pinsOf(of: Assembly, change: (judged: Judged) => Partial<Judged>): readonly Finding[] {
    const judged = { ...understand(of), results: [] };
    return probesPinned({ ...judged, ...change(judged) });
  }

  /** The same with other probers of one link. */
  function asking(link: string, changes: Partial<ProberFact>) {
    return ({ facts }: Judged): Partial<Judged> => ({
      facts: { ...facts, probers: facts.probers.map((each) => (each.link === link ? { ...each, ...changes } : each)) },
    });
  }

  test('are told when they go astray', () => {
    expect(pinsOf(astray(), () => ({}))).toHaveLength(1);
  });

  test('are not followed to an address that is not known', () => {
    expect(pinsOf(astray(), asking('iad-pdx', { target: err('DETOUR_TARGET is not known') }))).toEqual([]);
  });

  test('start in no subnet that is not known, and in none whose table is not known', () => {
    const unknown = asking('iad-pdx', { subnets: [err('SubnetIds is not known')] });
    expect(messages(pinsOf(astray(), unknown))).toEqual([
      'the answer of a probe of link iad-pdx goes over iad-cmh › cmh-pdx while iad-pdx is avoided',
    ]);
    const tableless = ({ facts }: Judged): Partial<Judged> => ({
      facts: { ...facts, subnetTables: facts.subnetTables.map((each) => ({ ...each, table: err('not known') })) },
    });
    expect(pinsOf(astray(), tableless)).toEqual([]);
  });

  test('are not judged when their probers may not exist, or nobody described the backbone', () => {
    expect(pinsOf(astray(), asking('iad-pdx', { exists: err('Condition decides') }))).toEqual([]);
    expect(pinsOf(astray(), () => ({ declared: false }))).toEqual([]);
  });

  test('are none where a link has no prober', () => {
    expect(pinsOf(astray(), ({ facts }) => ({ facts: { ...facts, probers: [] } }))).toEqual([]);
  });
});

describe('a probe goes astray', () => {
  test('when it asks an address of its own VPC, which says nothing of the link', () => {
    const { facts, ...judged } = { ...understand(hybrid()), results: [] };
    const probers = facts.probers.map((each) =>
      each.link === 'iad-cmh' && each.region === 'us-east-1' ? { ...each, target: ok(address('10.10.0.4')) } : each,
    );
    expect(messages(probesPinned({ ...judged, facts: { ...facts, probers } }))).toEqual([
      'the question of a probe of link iad-cmh goes over no link in the baseline',
    ]);
  });

  test('when its answer comes by its link and goes on over others', () => {
    const edge = pin('acme-iad-routes/Pins/edge-ord-iad-vpn/ord-iad-vpn');
    expect(messages(pins(changed(hybrid(), edge, sameTarget(baseline('iad/spokes/cmh')))))).toEqual([
      'the answer of a probe of link ord-iad-vpn goes over ord-iad-vpn › iad-cmh › iad-cmh in the baseline',
    ]);
  });

  describe('from the part of its subnet that a Direct Connect does not announce', () => {
    function half(): Assembly {
      const allowed = the('Custom::DetourAllowedPrefixes', 'acme-link-ord-iad-dx/');
      const kept = (allowed.body.Properties.Prefixes as readonly string[]).filter((text) => !text.endsWith('/28'));
      return changed(hybrid(), allowed, { Prefixes: [...kept, '10.10.48.64/29'] });
    }

    const message =
      'the answer of a probe of link ord-iad-dx goes over ord-pdx-dx › iad-pdx while ord-iad-dx is avoided';

    test('when another one leads to it while the link is avoided', () => {
      expect(messages(pins(half()))).toEqual([message]);
    });

    test('also where the premises have addresses outside their aggregate', () => {
      const { network, ...judged } = { ...understand(half()), results: [] };
      const routers = network.routers.map((each) => ({ ...each, cidrs: [...each.cidrs, prefix('192.0.2.0/24')] }));
      expect(messages(probesPinned({ ...judged, network: { ...network, routers } }))).toEqual([message]);
    });
  });
});

test('a link that nothing measures is found at its attachment, where templates build one', () => {
  const backbone = aHybrid();
  const network = networkOf(backbone);
  const built = linksProbed(judgingTables(backbone, network));
  expect(built.map(({ source }) => source)).toEqual(['dx-0', 'dx-1', 's0-s1', 's0-s2', 's1-s2']);
  expect(built[2]?.fix).toBe('add a VPC that Detour makes to s0 and s1, of a /24 or shorter, or a larger probeCidr');
  const unbuilt = linksProbed(judgingTables(backbone, { ...network, links: [] }));
  expect(unbuilt.map((found) => 'source' in found)).toEqual([false, false, false, false, false]);
});
