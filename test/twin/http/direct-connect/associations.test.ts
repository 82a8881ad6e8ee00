import {
  DescribeDirectConnectGatewayAssociationsCommand,
  DirectConnectClient,
  UpdateDirectConnectGatewayAssociationCommand,
} from '@aws-sdk/client-direct-connect';
import fc from 'fast-check';
import { allowedPrefixesApi } from '../../../../lib/controller/aws/direct-connect-association-api';
import { prefix } from '../../../../lib/net/prefix';
import { settle } from '../../../../lib/routing/bgp';
import { updatedPrefixes } from '../../../../lib/twin/allowed-prefixes';
import { inventoryOf } from '../../../../lib/twin/http/inventory';
import { GIVEN } from '../../../support/contracts/gateway-world';
import { type OpenTwin, openTwin, refusalOf } from '../../../support/http-twin';

const ALLOWED = ['10.0.0.0/16', '10.0.0.0/18', '10.0.64.0/18', '10.1.0.0/16', '10.2.0.0/16'];
const LATER_MS = 300_000;

function clientOf(twin: OpenTwin, region = 's0'): DirectConnectClient {
  return twin.client(new DirectConnectClient(twin.config(region)));
}

const cidrs = (...texts: string[]) => texts.map((cidr) => ({ cidr }));
const update = (add: string[], remove: string[] = [], associationId = 'dx/association') =>
  new UpdateDirectConnectGatewayAssociationCommand({
    associationId,
    addAllowedPrefixesToDirectConnectGateway: cidrs(...add),
    removeAllowedPrefixesToDirectConnectGateway: cidrs(...remove),
  });
const describeBy = (ids: object) => new DescribeDirectConnectGatewayAssociationsCommand(ids);

/** What the premises hear over the link. */
function heard({ fabric }: OpenTwin): readonly string[] {
  const [router] = settle(fabric.network, new Map([['vpn', 'down']])).routers;
  return (router?.routes ?? []).map((route) => route.prefix.text);
}

async function allowed(client: DirectConnectClient) {
  const api = allowedPrefixesApi(client);
  const { state, prefixes = [] } = (await api.describe('dx', 's0')) ?? {};
  return { state, prefixes: [...prefixes].sort() };
}

describe('allowed prefixes over HTTP', () => {
  test('an association says what Direct Connect says of it', async () => {
    const { directConnectGatewayAssociations } = await clientOf(await openTwin()).send(
      describeBy({ directConnectGatewayId: 'dx' }),
    );
    expect(directConnectGatewayAssociations).toEqual([
      {
        associationId: 'dx/association',
        associationState: 'associated',
        directConnectGatewayId: 'dx',
        directConnectGatewayOwnerAccount: '111122223333',
        associatedGateway: { id: 's0', type: 'transitGateway', ownerAccount: '111122223333', region: 's0' },
        allowedPrefixesToDirectConnectGateway: cidrs(...ALLOWED),
      },
    ]);
  });

  test('an update is accepted at once and told to the premises later', async () => {
    const twin = await openTwin();
    const client = clientOf(twin);
    const changed = ['10.0.0.0/16', '10.0.0.0/18', '10.0.0.0/19', '10.0.64.0/18', '10.2.0.0/16'];
    const { directConnectGatewayAssociation: answer } = await client.send(update(['10.0.0.0/19'], ['10.1.0.0/16']));
    expect(answer?.associationState).toBe('updating');
    await twin.clock.run(LATER_MS - 1);
    expect([await allowed(client), heard(twin)]).toEqual([{ state: 'updating', prefixes: changed }, ALLOWED]);
    await twin.clock.run(LATER_MS);
    expect([await allowed(client), heard(twin)]).toEqual([{ state: 'associated', prefixes: changed }, changed]);
  });

  test('an update that changes nothing is an update', async () => {
    const client = clientOf(await openTwin());
    await client.send(update([]));
    expect(await allowed(client)).toEqual({ state: 'updating', prefixes: ALLOWED });
  });

  test('it is the same in every region, because a Direct Connect gateway is', async () => {
    const twin = await openTwin();
    await clientOf(twin, 's1').send(update(['10.0.0.0/19']));
    expect((await allowed(clientOf(twin, 's2'))).state).toBe('updating');
  });

  test.each([
    [{ associationId: 'dx/association' }, 1],
    [{ associatedGatewayId: 's0' }, 1],
    [{ associatedGatewayId: 's1' }, 0],
    [{ directConnectGatewayId: 'dx', associatedGatewayId: 's1' }, 0],
    [{ virtualGatewayId: 'vgw-1' }, 0],
  ])('of %j there are %i', async (ids, count) => {
    const answer = await clientOf(await openTwin()).send(describeBy(ids));
    expect(answer.directConnectGatewayAssociations).toHaveLength(count);
  });

  test('they come in pages', async () => {
    const [first] = inventoryOf(GIVEN).associations;
    if (!first) throw new Error('there is no association');
    const associations = ['a', 'b', 'c'].map((id) => ({ ...first, id }));
    const client = clientOf(await openTwin({ inventory: { ...inventoryOf(GIVEN), associations } }));
    const asked = { directConnectGatewayId: 'dx', maxResults: 2 };
    const one = await client.send(describeBy(asked));
    const two = await client.send(describeBy({ ...asked, nextToken: one.nextToken }));
    const ids = [one, two].map((page) => page.directConnectGatewayAssociations?.map((each) => each.associationId));
    expect([ids, two.nextToken]).toEqual([[['a', 'b'], ['c']], undefined]);
  });

  test('of an association that no interface serves the list is kept, though nobody hears it', async () => {
    const network = { ...GIVEN, sessions: [] };
    const twin = await openTwin({ network, inventory: inventoryOf(GIVEN) });
    const client = clientOf(twin);
    await client.send(update(['10.0.0.0/19']));
    await twin.clock.run(LATER_MS);
    expect(await allowed(client)).toEqual({ state: 'associated', prefixes: ['10.0.0.0/19'] });
  });
});

describe('updates of allowed prefixes that are refused', () => {
  test.each([
    ['of no association', update(['10.0.0.0/19'], [], 'nobody')],
    ['that adds what is there', update(['10.0.0.0/16'])],
    ['that removes what is not', update([], ['10.0.0.0/19'])],
    ['that adds and removes one prefix', update(['10.0.0.0/19'], ['10.0.0.0/19'])],
    ['that adds one prefix twice', update(['10.0.0.0/19', '10.0.0.0/19'])],
    ['of something that is no prefix', update(['10.0.0.1/19'])],
    ['over the limit', update(Array.from({ length: 196 }, (_, i) => `10.9.${i}.0/24`))],
    ['of nothing', describeBy({})],
    ['of an unknown gateway', describeBy({ directConnectGatewayId: 'nobody' })],
    ['of a page that is too large', describeBy({ associatedGatewayId: 's0', maxResults: 101 })],
    ['of a bad token', describeBy({ associatedGatewayId: 's0', nextToken: 'x' })],
  ])('fails %s', async (_, command) => {
    const client = clientOf(await openTwin());
    const code = await refusalOf(client.send(command as ReturnType<typeof update>));
    expect(code).toBe('DirectConnectClientException');
    expect(await allowed(client)).toEqual({ state: 'associated', prefixes: ALLOWED });
  });

  test('fails while another is under way, which goes on', async () => {
    const twin = await openTwin();
    const client = clientOf(twin);
    await client.send(update(['10.0.0.0/19']));
    expect(await refusalOf(client.send(update(['10.0.32.0/19'])))).toBe('DirectConnectClientException');
    await twin.clock.run(LATER_MS);
    expect((await allowed(client)).prefixes).toEqual([...ALLOWED, '10.0.0.0/19'].sort());
  });

  test('two hundred prefixes are not too many', () => {
    const many = Array.from({ length: 200 }, (_, i) => prefix(`10.9.${i}.0/24`));
    expect(updatedPrefixes([], many, [])).toHaveLength(200);
    expect(() => updatedPrefixes(many, [prefix('10.8.0.0/16')], [])).toThrow('more than 200');
    expect(updatedPrefixes(many, [prefix('10.8.0.0/16')], many.slice(0, 1))).toHaveLength(200);
  });

  test('an update and its inverse leave the list as it was', () => {
    const pool = Array.from({ length: 12 }, (_, i) => prefix(`10.${i}.0.0/16`));
    fc.assert(
      fc.property(fc.subarray(pool), fc.subarray(pool), (before, touched) => {
        const isThere = (one: (typeof pool)[number]) => before.includes(one);
        const [remove, add] = [touched.filter(isThere), touched.filter((one) => !isThere(one))];
        const after = updatedPrefixes(before, add, remove);
        expect(updatedPrefixes(after, remove, add)).toEqual(before);
      }),
    );
  });
});
