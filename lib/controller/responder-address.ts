// Pure: what gives a responder its address next. The responder is an interface VPC endpoint, whose address EC2 chooses
// when CloudFormation makes it; asking for another one replaces its network interface.
//
//   endpoint                                 its addresses        step
//   not found, pending                       any                  wait
//   available                                the wanted one       done
//   available                                none or several      wait: an interface is being replaced
//   available                                another one          move
//   anything else                            any                  fail

export interface ResponderRequest {
  readonly endpointId: string;
  readonly subnetId: string;
  readonly address: string;
}

/** An endpoint as EC2 describes it. */
interface SeenEndpoint {
  /** Missing from an answer that EC2 has not filled in yet. */
  readonly state: string | undefined;
  /** Of all its network interfaces. */
  readonly addresses: readonly string[];
}

/** What the custom resource needs of EC2 in its own region. */
export interface ResponderApi {
  /** Undefined when EC2 does not know the endpoint. */
  describe(endpointId: string): Promise<SeenEndpoint | undefined>;
  /** `not-yet` when EC2 refuses for now: a change under way, or a permission that has not arrived everywhere. */
  move(request: ResponderRequest): Promise<'moved' | 'not-yet'>;
}

type ResponderStep =
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'move' }
  | { readonly kind: 'done' }
  | { readonly kind: 'fail'; readonly why: string };

/** EC2 has written states in both ways, with a capital letter and without. */
const ON_THE_WAY: ReadonlySet<string> = new Set(['pending', 'pendingacceptance', 'partial']);

function nextResponderStep(request: ResponderRequest, seen: SeenEndpoint | undefined): ResponderStep {
  const { endpointId, address } = request;
  if (seen?.state === undefined) return { kind: 'wait', why: `endpoint ${endpointId} is not known yet` };
  const state = seen.state.toLowerCase();
  if (ON_THE_WAY.has(state)) return { kind: 'wait', why: `endpoint ${endpointId} is ${state}` };
  if (state !== 'available')
    return { kind: 'fail', why: `endpoint ${endpointId} is ${state}; delete it, then deploy again` };
  const [current, ...more] = seen.addresses;
  if (current === undefined || more.length > 0)
    return { kind: 'wait', why: `the network interface of endpoint ${endpointId} is being replaced` };
  return current === address ? { kind: 'done' } : { kind: 'move' };
}

/** One round: look, take the step, and say how it stands. Moving is a step, not an end: the next round looks again. */
export async function advanceResponder(request: ResponderRequest, api: ResponderApi): Promise<ResponderStep> {
  const step = nextResponderStep(request, await api.describe(request.endpointId));
  if (step.kind !== 'move') return step;
  const outcome = await api.move(request);
  return { kind: 'wait', why: outcome === 'moved' ? 'the responder is moving' : 'EC2 does not move the responder yet' };
}
