// Pure: what is next for a virtual interface that somebody else made, given what Direct Connect says about it.
//
//   interface                                  confirm            check
//   not found, state unknown                   wait               wait
//   no transit interface                       fail               fail
//   deleting, deleted, rejected                fail               fail
//   confirming                                 confirm            fail: nobody has accepted it
//   on another gateway, or on none             fail               fail
//   on this gateway: pending, verifying        wait               wait
//   on this gateway: anything else             done               done
//
// From "confirming" on, an interface that contradicts the topology fails instead: packets and sessions would be lost on it.
// "Anything else" includes down and testing: it is there, and BGP is not what a deployment waits for.

export interface HostedInterfaceRequest {
  readonly virtualInterfaceId: string;
  readonly directConnectGatewayId: string;
  readonly role: 'confirm' | 'check';
  readonly says: InterfaceFacts;
}

/** What a topology says of an interface that it does not make, and Direct Connect knows better. */
interface InterfaceFacts {
  /** Largest packet in bytes that the backbone counts on. */
  readonly mtu?: number;
  /** Number of the on-prem end. */
  readonly customerAsn: number;
  /** Number of the gateway, where that exists too. */
  readonly amazonAsn?: number;
}

interface SeenInterface extends Partial<InterfaceFacts> {
  readonly state: string | undefined;
  readonly type: string | undefined;
  /** Absent while it hangs on none. */
  readonly directConnectGatewayId?: string;
}

type InterfaceStep =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'fail'; readonly why: string };

/** What the custom resource needs of Direct Connect. */
export interface HostedInterfaceApi {
  /** Undefined when Direct Connect does not know the interface in this region. */
  describe(virtualInterfaceId: string): Promise<SeenInterface | undefined>;
  /** `refused` says why in Direct Connect's words. */
  confirm(
    virtualInterfaceId: string,
    directConnectGatewayId: string,
  ): Promise<{ readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly why: string }>;
}

const GONE: ReadonlySet<string | undefined> = new Set(['deleting', 'deleted', 'rejected']);
const ON_THE_WAY: ReadonlySet<string | undefined> = new Set(['pending', 'verifying']);

/** Where the interface is not as the topology says, as far as Direct Connect tells, with what to write instead. */
function contradiction(request: HostedInterfaceRequest, seen: SeenInterface): string | undefined {
  const { says, directConnectGatewayId } = request;
  const { mtu = says.mtu, customerAsn = says.customerAsn, amazonAsn = says.amazonAsn } = seen;
  if (says.mtu !== undefined && mtu !== undefined && mtu < says.mtu) {
    const fix = `write mtu: ${mtu} on the link, or have the interface set to ${says.mtu}`;
    return `has an MTU of ${mtu}, and the link is taken to carry ${says.mtu}; ${fix}`;
  }
  if (customerAsn !== says.customerAsn) {
    const fix = `write asn: ${customerAsn} on that site, or name another interface`;
    return `speaks BGP with asn ${customerAsn}, and the site at its far end has asn ${says.customerAsn}; ${fix}`;
  }
  if (says.amazonAsn !== undefined && amazonAsn !== says.amazonAsn) {
    const fix = `write amazonAsn: ${amazonAsn} on the link`;
    return `hangs on Direct Connect gateway ${directConnectGatewayId}, which has asn ${amazonAsn}, and the link says ${says.amazonAsn}; ${fix}`;
  }
  return undefined;
}

function elsewhere(wanted: string, { directConnectGatewayId: found }: SeenInterface): string | undefined {
  if (found === wanted) return undefined;
  return found === undefined
    ? `hangs on no Direct Connect gateway, and not on ${wanted}; ask the owner of the connection for another`
    : `hangs on Direct Connect gateway ${found}, and not on ${wanted}; name that gateway as directConnectGateway of the link, or another interface`;
}

function nextInterfaceStep(request: HostedInterfaceRequest, seen: SeenInterface | undefined): InterfaceStep {
  const { virtualInterfaceId: id, directConnectGatewayId: wanted, role } = request;
  const fail = (why: string): InterfaceStep => ({ kind: 'fail', why: `virtual interface ${id} ${why}` });
  if (seen?.state === undefined || seen.state === 'unknown')
    return { kind: 'wait', why: `virtual interface ${id} is not known in this region yet` };
  if (seen.type !== undefined && seen.type !== 'transit')
    return fail(`is of type ${seen.type}; name a transit virtual interface`);
  if (GONE.has(seen.state)) return fail(`is ${seen.state}; ask the owner of the connection for another`);
  const unaccepted = seen.state === 'confirming';
  if (unaccepted && role === 'check')
    return fail(`waits to be accepted; accept it with gateway ${wanted}, or remove directConnectGateway from the link`);
  const why = (unaccepted ? undefined : elsewhere(wanted, seen)) ?? contradiction(request, seen);
  if (why !== undefined) return fail(why);
  if (unaccepted) return { kind: 'confirm' };
  return ON_THE_WAY.has(seen.state)
    ? { kind: 'wait', why: `virtual interface ${id} is ${seen.state}` }
    : { kind: 'done' };
}

/**
 * One round: look, take the step, and say how it stands. Accepting is a step, not an end: the next round looks again. A
 * refusal is judged by looking again too, because somebody may have accepted it in between.
 */
export async function advanceInterface(
  request: HostedInterfaceRequest,
  api: HostedInterfaceApi,
): Promise<Exclude<InterfaceStep, { kind: 'confirm' }>> {
  const { virtualInterfaceId: id, directConnectGatewayId } = request;
  const step = nextInterfaceStep(request, await api.describe(id));
  if (step.kind !== 'confirm') return step;
  const outcome = await api.confirm(id, directConnectGatewayId);
  if (outcome.kind === 'accepted') return { kind: 'wait', why: `virtual interface ${id} was just accepted` };
  const again = nextInterfaceStep(request, await api.describe(id));
  return again.kind === 'confirm' ? { kind: 'fail', why: `virtual interface ${id}: ${outcome.why}` } : again;
}
