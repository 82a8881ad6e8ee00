// Pure: what is next for a customer gateway that AWS knows by its certificate alone, given the gateways that EC2 has with
// the same device name, certificate and number. EC2 makes no second one of these.
//
//   such a gateway                         create, update                            delete
//   none, or deleted                       create                                    done
//   without the link's tag                 fail: somebody else made it               done: it stays
//   pending                                wait                                      delete
//   available                              done                                      delete
//   deleting, or anything else             wait                                      wait

export interface CustomerGatewayRequest {
  /** Name of the link, with which the gateway is tagged. */
  readonly link: string;
  readonly customerGatewayName: string;
  readonly deviceName: string;
  readonly certificateArn: string;
  readonly bgpAsn: number;
  readonly deleting: boolean;
}

export interface SeenCustomerGateway {
  readonly customerGatewayId: string;
  /** Missing from an answer that EC2 has not filled in yet. */
  readonly state: string | undefined;
  readonly deviceName: string | undefined;
  readonly certificateArn: string | undefined;
  readonly bgpAsn: number | undefined;
  /** Whose it is, by its tag. */
  readonly link: string | undefined;
}

/** What the custom resource needs of EC2 in its own region. */
export interface CustomerGatewayApi {
  /** Every customer gateway of the account and region. */
  all(): Promise<readonly SeenCustomerGateway[]>;
  create(request: CustomerGatewayRequest): Promise<void>;
  /** `not-yet` when EC2 refuses for now: a connection that is on its way out still ends there. */
  remove(customerGatewayId: string): Promise<'removed' | 'not-yet'>;
}

type GatewayStep =
  | { readonly kind: 'create' }
  | { readonly kind: 'remove'; readonly customerGatewayId: string }
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'done'; readonly customerGatewayId?: string }
  | { readonly kind: 'fail'; readonly why: string };

function isTheSame(request: CustomerGatewayRequest, seen: SeenCustomerGateway): boolean {
  return (['deviceName', 'certificateArn', 'bgpAsn'] as const).every((key) => request[key] === seen[key]);
}

function nextGatewayStep(request: CustomerGatewayRequest, all: readonly SeenCustomerGateway[]): GatewayStep {
  const { deleting, link } = request;
  const found = all.find((one) => one.state !== 'deleted' && isTheSame(request, one));
  if (!found) return deleting ? { kind: 'done' } : { kind: 'create' };
  const { customerGatewayId, state } = found;
  if (found.link !== link) {
    if (deleting) return { kind: 'done' };
    const why = `customer gateway ${customerGatewayId} has the same device name, certificate and number, and is not of link ${link}`;
    return { kind: 'fail', why: `${why}; delete it, or give the link another name` };
  }
  if (deleting && (state === 'pending' || state === 'available')) return { kind: 'remove', customerGatewayId };
  if (!deleting && state === 'available') return { kind: 'done', customerGatewayId };
  return { kind: 'wait', why: `customer gateway ${customerGatewayId} is ${state ?? 'not described yet'}` };
}

/** One round: look, take the step, and say how it stands. Making is a step, not an end: the next round looks again. */
export async function advanceCustomerGateway(
  request: CustomerGatewayRequest,
  api: CustomerGatewayApi,
): Promise<Exclude<GatewayStep, { kind: 'create' | 'remove' }>> {
  const step = nextGatewayStep(request, await api.all());
  if (step.kind === 'create') {
    await api.create(request);
    return { kind: 'wait', why: `customer gateway ${request.deviceName} was just made` };
  }
  if (step.kind !== 'remove') return step;
  const outcome = await api.remove(step.customerGatewayId);
  const why = outcome === 'removed' ? 'is being deleted' : 'cannot be deleted yet';
  return { kind: 'wait', why: `customer gateway ${step.customerGatewayId} ${why}` };
}
