// What is said of probes that go astray, and of links that nothing measures.

import type { Assembly } from '../../../lib/verify/assembly';
import { probesPinned } from '../../../lib/verify/checks/pinned-probes';
import { linksProbed } from '../../../lib/verify/checks/probed-links';
import type { Finding } from '../../../lib/verify/findings';
import { understand } from '../../../lib/verify/verify';
import { changed, edited, without } from '../../support/judged';
import { aHybrid, judgingTables } from '../../support/judging';
import { networkOf } from '../../support/networks';
import { GATEWAY_ROUTE, hybrid, silent, the } from '../codes/world';

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

test('a link that nothing measures is found at its attachment, where templates build one', () => {
  const backbone = aHybrid();
  const network = networkOf(backbone);
  const built = linksProbed(judgingTables(backbone, network));
  expect(built.map(({ source }) => source)).toEqual(['dx-0', 'dx-1', 's0-s1', 's0-s2', 's1-s2']);
  expect(built[2]?.fix).toBe('add a VPC that Detour makes to s0 and s1, of a /24 or shorter, or a larger probeCidr');
  const unbuilt = linksProbed(judgingTables(backbone, { ...network, links: [] }));
  expect(unbuilt.map((found) => 'source' in found)).toEqual([false, false, false, false, false]);
});
