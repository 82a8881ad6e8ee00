// Transit virtual interfaces of the region, as their sessions make them: `available`, `down`, or `testing`; a hosted one
// is `confirming` until it is accepted and `pending` until its session is up.

import * as z from 'zod';
import { type FailoverTest, FailoverTests } from '../../failover-tests';
import { CLIENT_ERROR, refusedByDirectConnect as refused } from '../../refused';
import { ACCOUNT } from '../account';
import type { Inventory } from '../inventory';
import { type JsonObject, type JsonOperation, jsonOperation } from '../json-service';
import { page } from '../pages';
import type { World } from '../world';
import { shownTest } from './failover-tests';
import { pagingOf } from './paging';

type VirtualInterface = Inventory['virtualInterfaces'][number];

const text = z.string().exactOptional();
const paged = { maxResults: z.number().exactOptional(), nextToken: text };
const DESCRIBE = z.object({ connectionId: text, virtualInterfaceId: text, ...paged });
const ATTACHMENTS = z.object({ directConnectGatewayId: text, virtualInterfaceId: text, ...paged });
const CONFIRM = z.object({ virtualInterfaceId: z.string(), directConnectGatewayId: z.string() });
const START = z.object({
  virtualInterfaceId: z.string(),
  bgpPeers: z.array(z.string()).exactOptional(),
  testDurationInMinutes: z.number().exactOptional(),
});
const STOP = z.object({ virtualInterfaceId: z.string() });
const HISTORY = z.object({
  testId: text,
  virtualInterfaceId: text,
  bgpPeers: z.array(z.string()).exactOptional(),
  status: text,
  ...paged,
});

function peerOf({ id }: VirtualInterface): string {
  return `${id}/peer`;
}

export class VirtualInterfaces {
  private readonly tests: FailoverTests;
  /** Hosted interfaces that are not in use yet. */
  private readonly waiting = new Map<string, 'confirming' | 'pending'>();

  constructor(private readonly world: World) {
    const { fabric, clock, random, behaviour } = world;
    this.tests = new FailoverTests(fabric, clock, () => random(...behaviour.sessionBack));
    for (const { id, link, isConfirming } of world.inventory.virtualInterfaces) {
      if (!isConfirming) continue;
      this.waiting.set(id, 'confirming');
      world.fabric.holdDown(link, true);
    }
  }

  readonly operations: Readonly<Record<string, JsonOperation>> = {
    DescribeVirtualInterfaces: jsonOperation(false, CLIENT_ERROR, DESCRIBE, (input, region) =>
      this.describe(input, region),
    ),
    DescribeDirectConnectGatewayAttachments: jsonOperation(false, CLIENT_ERROR, ATTACHMENTS, (input) =>
      this.attachments(input),
    ),
    ConfirmTransitVirtualInterface: jsonOperation(true, CLIENT_ERROR, CONFIRM, (input, region) =>
      this.confirm(input, region),
    ),
    StartBgpFailoverTest: jsonOperation(true, CLIENT_ERROR, START, (input, region) => this.startTest(input, region)),
    StopBgpFailoverTest: jsonOperation(true, CLIENT_ERROR, STOP, ({ virtualInterfaceId }, region) => ({
      virtualInterfaceTest: shownTest(this.tests.stop(this.require(virtualInterfaceId, region))),
    })),
    ListVirtualInterfaceTestHistory: jsonOperation(false, CLIENT_ERROR, HISTORY, (input, region) =>
      this.history(input, region),
    ),
  };

  /** The interface of that id in the region. */
  readonly require = (id: string, region: string): VirtualInterface => {
    const found = this.world.inventory.virtualInterfaces.find((one) => one.id === id && one.region === region);
    if (!found) throw refused(`Virtual interface ${id} does not exist`);
    return found;
  };

  readonly isUp = ({ link }: VirtualInterface): boolean => this.world.fabric.conditions.get(link) !== 'down';

  private stateOf(one: VirtualInterface): string {
    if (this.tests.running(one.id)) return 'testing';
    return this.waiting.get(one.id) ?? (this.isUp(one) ? 'available' : 'down');
  }

  private describe(input: z.infer<typeof DESCRIBE>, region: string): JsonObject {
    const { connectionId, virtualInterfaceId } = input;
    if (virtualInterfaceId) this.require(virtualInterfaceId, region);
    const found = this.world.inventory.virtualInterfaces
      .filter((one) => one.region === region)
      .filter(({ id }) => !virtualInterfaceId || id === virtualInterfaceId)
      .filter(({ connection }) => !connectionId || connection === connectionId);
    const paging = pagingOf(this.world, input, [region, connectionId, virtualInterfaceId]);
    const { items, next } = page(found, ({ id }) => id, paging);
    return { virtualInterfaces: items.map((one) => this.shown(one)), nextToken: next };
  }

  private shown(one: VirtualInterface): JsonObject {
    const { id, region, directConnectGateway, connection, vlan, customerAsn, amazonAsn, mtu } = one;
    const asn = { asnLong: customerAsn, ...(customerAsn > 2_147_483_647 ? {} : { asn: customerAsn }) };
    const peer = { bgpPeerId: peerOf(one), addressFamily: 'ipv4', ...asn };
    const isWaiting = this.waiting.has(id);
    return {
      ownerAccount: ACCOUNT,
      virtualInterfaceId: id,
      virtualInterfaceName: id,
      virtualInterfaceType: 'transit',
      connectionId: connection,
      vlan,
      ...asn,
      amazonSideAsn: amazonAsn,
      virtualInterfaceState: this.stateOf(one),
      mtu,
      directConnectGatewayId: this.waiting.get(id) === 'confirming' ? undefined : directConnectGateway,
      bgpPeers: [
        { ...peer, bgpPeerState: isWaiting ? 'pending' : 'available', bgpStatus: this.isUp(one) ? 'up' : 'down' },
      ],
      region,
    };
  }

  /** A Direct Connect gateway, and what is attached to it, is known in every region. */
  private attachments(input: z.infer<typeof ATTACHMENTS>): JsonObject {
    const { directConnectGatewayId, virtualInterfaceId } = input;
    if (!directConnectGatewayId && !virtualInterfaceId) throw refused('one of the ids has to be given');
    const found = this.world.inventory.virtualInterfaces
      .filter(({ id }) => this.waiting.get(id) !== 'confirming')
      .filter(({ id }) => !virtualInterfaceId || id === virtualInterfaceId)
      .filter(({ directConnectGateway: on }) => !directConnectGatewayId || on === directConnectGatewayId);
    const paging = pagingOf(this.world, input, [directConnectGatewayId, virtualInterfaceId]);
    const { items, next } = page(found, ({ id }) => id, paging);
    const attachments = items.map(({ id, region, directConnectGateway }) => ({
      directConnectGatewayId: directConnectGateway,
      virtualInterfaceId: id,
      virtualInterfaceRegion: region,
      virtualInterfaceOwnerAccount: ACCOUNT,
      attachmentState: 'attached',
      attachmentType: 'TransitVirtualInterface',
    }));
    return { directConnectGatewayAttachments: attachments, nextToken: next };
  }

  /** On the gateway that the inventory says it will be on, and on no other. */
  private confirm({ virtualInterfaceId, directConnectGatewayId }: z.infer<typeof CONFIRM>, region: string): JsonObject {
    const { id, link, directConnectGateway } = this.require(virtualInterfaceId, region);
    const { clock, fabric, random, behaviour } = this.world;
    if (this.waiting.get(id) !== 'confirming') throw refused(`Virtual interface ${id} is not confirming`);
    if (directConnectGatewayId !== directConnectGateway)
      throw refused(`Direct Connect Gateway with ID ${directConnectGatewayId} does not exist`);
    this.waiting.set(id, 'pending');
    clock.at(clock.now() + random(...behaviour.sessionBack), () => {
      this.waiting.delete(id);
      fabric.holdDown(link, false);
    });
    return { virtualInterfaceState: 'pending' };
  }

  private startTest(input: z.infer<typeof START>, region: string): JsonObject {
    const tested = this.require(input.virtualInterfaceId, region);
    const state = this.stateOf(tested);
    if (state !== 'available') throw refused(`Virtual interface ${tested.id} is ${state}`);
    const [own, asked] = [peerOf(tested), input.bgpPeers ?? []];
    const stranger = asked.find((peer) => peer !== own);
    if (stranger !== undefined) throw refused(`${stranger} is no BGP peer of ${tested.id}`);
    return { virtualInterfaceTest: shownTest(this.tests.start(tested, [own], input.testDurationInMinutes)) };
  }

  private history(input: z.infer<typeof HISTORY>, region: string): JsonObject {
    const { testId, virtualInterfaceId, bgpPeers = [], status } = input;
    const here = new Set(this.world.inventory.virtualInterfaces.flatMap((v) => (v.region === region ? [v.id] : [])));
    const found = this.tests.history
      .filter(({ virtualInterface }) => here.has(virtualInterface))
      .filter(({ id }) => !testId || id === testId)
      .filter(({ virtualInterface }) => !virtualInterfaceId || virtualInterface === virtualInterfaceId)
      .filter(({ peers }) => bgpPeers.length === 0 || peers.some((peer) => bgpPeers.includes(peer)))
      .filter((test) => !status || test.status === status);
    const paging = pagingOf(this.world, input, [region, testId, virtualInterfaceId, bgpPeers, status]);
    const { items, next } = page(found, ({ id }: FailoverTest) => id, paging);
    return { virtualInterfaceTestHistory: items.map(shownTest), nextToken: next };
  }
}
