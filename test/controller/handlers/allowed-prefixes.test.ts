import { allowedPrefixesApi } from '../../../lib/controller/aws/direct-connect-association-api';
import type { CustomResourceEvent } from '../../../lib/controller/custom-resource';
import { onEvent, progressOf } from '../../../lib/controller/handlers/allowed-prefixes';
import { FakeAssociation, FakeDirectConnect } from '../../support/fake-direct-connect';

const AGGREGATE = '10.10.0.0/16';
const VPC = '10.10.0.0/18';
const PROBE = '10.10.48.64/28';
const STEERING = '10.20.0.0/19';

const properties = (changes: object = {}) => ({
  Link: 'ord-iad-dx',
  DirectConnectGatewayId: 'dxgw',
  TransitGatewayId: 'tgw',
  Prefixes: [VPC, PROBE],
  AssociationPrefixes: [AGGREGATE],
  ...changes,
});

function event(changes: Partial<CustomResourceEvent> = {}): CustomResourceEvent {
  return { RequestType: 'Create', PhysicalResourceId: 'dxgw/tgw', ResourceProperties: properties(), ...changes };
}

const update = (before: object, after: object) =>
  event({
    RequestType: 'Update',
    OldResourceProperties: properties(before),
    ResourceProperties: properties(after),
  });

const association = (...prefixes: readonly string[]) => new FakeAssociation('assoc', 'dxgw', 'tgw', prefixes);

beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(() => void jest.restoreAllMocks());

function round(asked: CustomResourceEvent, associations: readonly FakeAssociation[], before?: (name: string) => void) {
  const directConnect = new FakeDirectConnect({ associations, ...(before ? { before } : {}) });
  return progressOf(asked, allowedPrefixesApi(directConnect.client));
}

/** Rounds until it is complete, with everything that is under way settled after each. */
async function complete(asked: CustomResourceEvent, one: FakeAssociation): Promise<readonly string[]> {
  for (let i = 0; i < 5; i++) {
    if ((await round(asked, [one])).IsComplete) return one.listed;
    one.settle();
  }
  throw new Error('it is never complete');
}

test('adds the prefixes of a new template and waits until they are there', async () => {
  const one = association(AGGREGATE);
  expect(await round(event(), [one])).toEqual({ IsComplete: false });
  expect(one.state).toBe('updating');
  expect(await round(event(), [one])).toEqual({ IsComplete: false });
  one.settle();
  expect(await round(event(), [one])).toEqual({ IsComplete: true });
  expect(one.listed).toEqual([VPC, AGGREGATE, PROBE].sort());
});

test('adds and removes the difference of two templates, and leaves what others added', async () => {
  const one = association(AGGREGATE, VPC, PROBE, STEERING);
  const asked = update({}, { Prefixes: ['10.10.64.0/18', PROBE] });
  expect(await complete(asked, one)).toEqual([AGGREGATE, '10.10.64.0/18', PROBE, STEERING].sort());
});

test('leaves a withdrawn prefix withdrawn when the template changes another', async () => {
  const one = association(AGGREGATE, PROBE);
  const asked = update({}, { Prefixes: [VPC, PROBE, '10.10.64.0/18'] });
  expect(await complete(asked, one)).toEqual([AGGREGATE, PROBE, '10.10.64.0/18'].sort());
});

test('does nothing when the template says the same in another order', async () => {
  const one = association(AGGREGATE);
  expect(await round(update({}, { Prefixes: [PROBE, VPC] }), [one])).toEqual({ IsComplete: true });
  expect(one.listed).toEqual([AGGREGATE]);
});

test('keeps a prefix that has become the association’s own', async () => {
  const one = association(AGGREGATE, VPC, PROBE);
  const asked = update({}, { Prefixes: [PROBE], AssociationPrefixes: [AGGREGATE, VPC] });
  expect(await complete(asked, one)).toEqual([AGGREGATE, VPC, PROBE].sort());
});

test('puts everything back when the association was written anew', async () => {
  const one = association(AGGREGATE, '10.20.0.0/16');
  const asked = update({}, { AssociationPrefixes: [AGGREGATE, '10.20.0.0/16'] });
  expect(await complete(asked, one)).toEqual([AGGREGATE, '10.20.0.0/16', VPC, PROBE].sort());
});

test('takes back what it added when it is deleted, and nothing else', async () => {
  const one = association(AGGREGATE, VPC, PROBE, STEERING);
  expect(await complete(event({ RequestType: 'Delete' }), one)).toEqual([AGGREGATE, STEERING].sort());
});

test('takes back what is left of it when it is deleted', async () => {
  expect(await complete(event({ RequestType: 'Delete' }), association(AGGREGATE, PROBE))).toEqual([AGGREGATE]);
});

test('undoes a change that was rolled back half-way', async () => {
  const one = association(AGGREGATE, VPC, PROBE);
  const wanted = { Prefixes: [PROBE, '10.10.64.0/18'] };
  await round(update({}, wanted), [one]);
  expect(await round(update(wanted, {}), [one])).toEqual({ IsComplete: false });
  one.settle();
  expect(await complete(update(wanted, {}), one)).toEqual([AGGREGATE, VPC, PROBE].sort());
});

test.each(['associating', 'updating'] as const)('waits while the association is %s', async (state) => {
  const one = association(AGGREGATE);
  one.state = state;
  expect(await round(event(), [one])).toEqual({ IsComplete: false });
  expect(await round(event({ RequestType: 'Delete' }), [one])).toEqual({ IsComplete: false });
});

test.each(['disassociating', 'disassociated'] as const)(
  'fails when the association is %s, unless it is deleted',
  async (state) => {
    const one = association(AGGREGATE);
    one.state = state;
    await expect(round(event(), [one])).rejects.toThrow(`association assoc is ${state}; delete the link's stack`);
    expect(await round(event({ RequestType: 'Delete' }), [one])).toEqual({ IsComplete: true });
  },
);

test('waits for an association that is not there yet, and is deleted without one', async () => {
  for (const associations of [[], [new FakeAssociation('other', 'dxgw', 'tgw-other', [])]]) {
    expect(await round(event(), associations)).toEqual({ IsComplete: false });
    expect(await round(event({ RequestType: 'Delete' }), associations)).toEqual({ IsComplete: true });
  }
});

test('looks at the association that stands, not at the one before it', async () => {
  const gone = new FakeAssociation('gone', 'dxgw', 'tgw', [VPC, PROBE]);
  gone.state = 'disassociated';
  const one = association(AGGREGATE);
  await round(event(), [gone, one]);
  expect([gone.state, one.state]).toEqual(['disassociated', 'updating']);
});

test('waits when another update gets in before its own', async () => {
  const one = association(AGGREGATE);
  const waits = await round(event(), [one], (name) => {
    if (name.startsWith('Update')) one.update({ add: [STEERING], remove: [] });
  });
  expect(waits).toEqual({ IsComplete: false });
  one.settle();
  expect(await complete(event(), one)).toEqual([AGGREGATE, STEERING, VPC, PROBE].sort());
});

test('waits when another update has come and gone before its own', async () => {
  const one = association(AGGREGATE);
  const waits = await round(event(), [one], (name) => {
    if (name.startsWith('Update')) one.update({ add: [STEERING, VPC], remove: [] });
    if (name.startsWith('Describe')) one.settle();
  });
  expect(waits).toEqual({ IsComplete: false });
  expect(one.state).toBe('associated');
  expect(await complete(event(), one)).toEqual([AGGREGATE, STEERING, VPC, PROBE].sort());
});

test('fails with the reason when an update is refused for good', async () => {
  const full = Array.from({ length: 199 }, (_, i) => `10.${i}.0.0/16`);
  await expect(round(event(), [association(...full)])).rejects.toThrow('association assoc: More than 200 prefixes.');
});

test('fails with any error that is no refusal', async () => {
  const denied = () => {
    throw new Error('not authorized');
  };
  await expect(round(event(), [association()], denied)).rejects.toThrow('not authorized');
});

test('the association is the identity of the resource, so that another one replaces it', async () => {
  expect(await onEvent(event({ RequestType: 'Update', PhysicalResourceId: 'old/old' }))).toEqual({
    PhysicalResourceId: 'dxgw/tgw',
  });
  expect(await onEvent(event({ RequestType: 'Delete', PhysicalResourceId: 'old/old' }))).toEqual({
    PhysicalResourceId: 'old/old',
  });
});

test('allows everything on an association that replaces another', async () => {
  const one = association(AGGREGATE);
  expect(await complete(update({ DirectConnectGatewayId: 'old' }, {}), one)).toEqual([AGGREGATE, VPC, PROBE].sort());
});

test.each([
  [{ DirectConnectGatewayId: '' }, 'DirectConnectGatewayId is ""; give a text that is not empty'],
  [{ TransitGatewayId: undefined }, 'TransitGatewayId is undefined'],
  [{ Prefixes: VPC }, `Prefixes is "${VPC}"; give a list of texts`],
  [{ AssociationPrefixes: [1] }, 'AssociationPrefixes is [1]'],
])('fails with what is wrong with the properties %j', async (changes, message) => {
  const asked = event({ ResourceProperties: properties(changes) });
  await expect(round(asked, [association()])).rejects.toThrow(message);
});
