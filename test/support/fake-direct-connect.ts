// Direct Connect as far as custom resources ask it, with what it is known to refuse and the strictest reading of what is
// not documented:
//
//   describe associations   by the pair of gateways; an unknown gateway is refused, an unknown pair is an empty list
//   update association      refused: unknown association, any state but `associated`, a prefix added that is there or
//                           removed that is not, more than 200 prefixes. Else accepted: it is `updating` until settled
//   describe interface      an unknown one is refused
//   confirm interface       refused unless it is `confirming`; then it is `pending` on the gateway
//
// Nothing happens by itself: a test settles what is under way, or has `before` called ahead of each command.

import {
  ConfirmTransitVirtualInterfaceCommand,
  DescribeDirectConnectGatewayAssociationsCommand,
  DescribeVirtualInterfacesCommand,
  type DirectConnectClient,
  DirectConnectClientException,
  type DirectConnectGatewayAssociationState,
  UpdateDirectConnectGatewayAssociationCommand,
  type VirtualInterface,
} from '@aws-sdk/client-direct-connect';

const MOST_PREFIXES = 200;

function refuse(message: string): never {
  throw new DirectConnectClientException({ message, $metadata: {} });
}

interface Update {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export class FakeAssociation {
  state: DirectConnectGatewayAssociationState = 'associated';
  private prefixes: ReadonlySet<string>;
  private next: ReadonlySet<string> | undefined;

  constructor(
    readonly associationId: string,
    readonly directConnectGatewayId: string,
    readonly transitGatewayId: string,
    prefixes: readonly string[],
    /** Whether the list shows an update while it is under way. */
    private readonly showsEarly = false,
  ) {
    this.prefixes = new Set(prefixes);
  }

  get listed(): readonly string[] {
    return [...(this.showsEarly ? (this.next ?? this.prefixes) : this.prefixes)].sort();
  }

  update({ add, remove }: Update): void {
    if (this.state !== 'associated') refuse(`The association is ${this.state}.`);
    const twice = add.find((cidr) => this.prefixes.has(cidr));
    if (twice !== undefined) refuse(`${twice} is allowed already.`);
    const missing = remove.find((cidr) => !this.prefixes.has(cidr));
    if (missing !== undefined) refuse(`${missing} is not allowed.`);
    const next = new Set([...this.prefixes, ...add].filter((cidr) => !remove.includes(cidr)));
    if (next.size > MOST_PREFIXES) refuse(`More than ${MOST_PREFIXES} prefixes.`);
    this.next = next;
    this.state = 'updating';
  }

  /** Ends the update that is under way, if any. */
  settle(): void {
    if (this.next) this.prefixes = this.next;
    this.next = undefined;
    if (this.state === 'updating') this.state = 'associated';
  }
}

interface World {
  readonly associations?: readonly FakeAssociation[];
  readonly interfaces?: readonly VirtualInterface[];
  /** Called ahead of each command, with its name. */
  readonly before?: (command: string) => void;
}

export class FakeDirectConnect {
  private readonly interfaces: Map<string, VirtualInterface>;
  /** Names of the commands that change something, accepted or not. */
  readonly asked: string[] = [];

  constructor(private readonly world: World) {
    this.interfaces = new Map((world.interfaces ?? []).map((one) => [one.virtualInterfaceId ?? '', one]));
  }

  get client(): Pick<DirectConnectClient, 'send'> {
    return this as unknown as Pick<DirectConnectClient, 'send'>;
  }

  async send(command: object): Promise<object> {
    this.world.before?.(command.constructor.name);
    if (command instanceof DescribeDirectConnectGatewayAssociationsCommand) return this.describeAssociations(command);
    if (command instanceof DescribeVirtualInterfacesCommand)
      return { virtualInterfaces: [this.interfaceOf(command.input.virtualInterfaceId)] };
    this.asked.push(command.constructor.name);
    if (command instanceof UpdateDirectConnectGatewayAssociationCommand) return this.updateAssociation(command);
    if (command instanceof ConfirmTransitVirtualInterfaceCommand) return this.confirm(command);
    throw new Error('an unexpected call');
  }

  private describeAssociations({ input }: DescribeDirectConnectGatewayAssociationsCommand) {
    const ofGateway = (this.world.associations ?? []).filter(
      ({ directConnectGatewayId }) => directConnectGatewayId === input.directConnectGatewayId,
    );
    if (ofGateway.length === 0) refuse(`Direct Connect gateway ${input.directConnectGatewayId} does not exist.`);
    return {
      directConnectGatewayAssociations: ofGateway
        .filter(({ transitGatewayId }) => transitGatewayId === input.associatedGatewayId)
        .map(({ associationId, state, listed }) => ({
          associationId,
          associationState: state,
          allowedPrefixesToDirectConnectGateway: listed.map((cidr) => ({ cidr })),
        })),
    };
  }

  private updateAssociation({ input }: UpdateDirectConnectGatewayAssociationCommand) {
    const association = this.world.associations?.find(({ associationId }) => associationId === input.associationId);
    if (!association) refuse(`Association ${input.associationId} does not exist.`);
    const cidrs = (list: readonly { readonly cidr?: string | undefined }[] = []) =>
      list.flatMap(({ cidr }) => cidr ?? []);
    association.update({
      add: cidrs(input.addAllowedPrefixesToDirectConnectGateway),
      remove: cidrs(input.removeAllowedPrefixesToDirectConnectGateway),
    });
    return {};
  }

  private interfaceOf(id: string | undefined): VirtualInterface {
    const found = this.interfaces.get(id ?? '');
    if (!found) refuse(`Virtual interface ${id} does not exist.`);
    return found;
  }

  private confirm({ input }: ConfirmTransitVirtualInterfaceCommand) {
    const found = this.interfaceOf(input.virtualInterfaceId);
    if (found.virtualInterfaceState !== 'confirming') refuse(`Virtual interface is ${found.virtualInterfaceState}.`);
    this.change(input.virtualInterfaceId ?? '', {
      virtualInterfaceState: 'pending',
      directConnectGatewayId: input.directConnectGatewayId,
    });
    return {};
  }

  /** What Direct Connect or somebody else does to an interface. */
  change(virtualInterfaceId: string, changes: VirtualInterface): void {
    this.interfaces.set(virtualInterfaceId, { ...this.interfaces.get(virtualInterfaceId), ...changes });
  }
}
