import { prefix } from '../../../lib/net/prefix';
import { openAwsWorld } from '../../support/aws-gateway-world';
import { forwarding, GIVEN } from '../../support/contracts/gateway-world';

/** EC2 tells what was 300 ms of virtual time ago. */
const open = () => openAwsWorld(GIVEN, { readLag: [300, 300], referenceChange: [50, 50] });

const TO_S2 = { table: 's0/spokes', list: 's0/to-s2', attachment: 's0-s1' };
const EDGE = { table: 's0/edge-vpn', prefix: prefix('10.1.0.0/19'), attachment: 's0-s1' };
const DX = { table: 's0/spokes', attachment: 'dx' };

test('what was written to a steered table is there when it is read back', async () => {
  const port = (await open()).routingOf('s0');
  const over = async () => {
    const { spokes } = await port.readTables();
    return forwarding(spokes).filter((route) => route.includes('prefix-list'));
  };
  await port.createReference(TO_S2);
  expect(await over()).toEqual(['10.2.0.0/19 prefix-list s0-s1', '10.2.32.0/19 prefix-list s0-s1']);
  await port.modifyReference({ ...TO_S2, attachment: 's0-s2' });
  expect(await over()).toEqual(['10.2.0.0/19 prefix-list s0-s2', '10.2.32.0/19 prefix-list s0-s2']);
  await port.deleteReference(TO_S2);
  expect(await over()).toEqual([]);
});

test('what was written to an edge table is there when it is read back', async () => {
  const port = (await open()).bgpOf('s0');
  const over = async () => {
    const edge = (await port.readBgp()).edges.get('vpn');
    return edge && forwarding(edge).filter((route) => route.startsWith('10.1.0.0/19'));
  };
  await port.createEdgeRoute(EDGE);
  expect(await over()).toEqual(['10.1.0.0/19 static s0-s1']);
  await port.replaceEdgeRoute({ ...EDGE, attachment: 'vpc-0' });
  expect(await over()).toEqual(['10.1.0.0/19 static vpc-0']);
  await port.deleteEdgeRoute(EDGE);
  expect(await over()).toEqual([]);
});

test('a propagation is as it was set when it is read back', async () => {
  const port = (await open()).bgpOf('s0');
  const learning = async () => (await port.readBgp()).propagations.get('dx');
  await port.disablePropagation(DX);
  expect(await learning()).toEqual(['s0/transit']);
  await port.enablePropagation(DX);
  expect(await learning()).toEqual(['s0/transit', 's0/spokes']);
});
