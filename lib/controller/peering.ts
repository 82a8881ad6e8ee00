// Pure: what one end of a peering does next, given what EC2 says about it.
//
//   state                                      accept            wait
//   not found, initiatingRequest, pending      wait              wait
//   pendingAcceptance                          accept            wait
//   modifying                                  wait              wait
//   available                                  done              done
//   anything else                              fail              fail

/** The accepter's end accepts; the requester's end waits until the other has. */
type PeeringRole = 'accept' | 'wait';

/** A peering as one region's EC2 describes it. */
export interface SeenPeering {
  /** Missing from an answer that EC2 has not filled in yet. */
  readonly state: string | undefined;
  /** The requester's attachment id. */
  readonly attachmentId: string;
  /** The accepter's, where EC2 gives it one of its own. */
  readonly accepterAttachmentId?: string;
  /** Why EC2 put it into this state, where it says so. */
  readonly message?: string;
}

type PeeringStep =
  | { readonly kind: 'accept' }
  | { readonly kind: 'wait'; readonly why: string }
  /** `attachmentId` is the attachment at this end. */
  | { readonly kind: 'done'; readonly attachmentId: string }
  | { readonly kind: 'fail'; readonly why: string };

const ON_THE_WAY: ReadonlySet<string> = new Set(['initiatingRequest', 'pending', 'pendingAcceptance', 'modifying']);

/** The next step of this end. A peering that is not there yet is waited for: another region learns of it with a delay. */
export function nextPeeringStep(role: PeeringRole, seen: SeenPeering | undefined): PeeringStep {
  if (seen?.state === undefined) return { kind: 'wait', why: 'the peering is not known in this region yet' };
  if (seen.state === 'available') return { kind: 'done', attachmentId: attachmentAt(role, seen) };
  if (seen.state === 'pendingAcceptance' && role === 'accept') return { kind: 'accept' };
  if (ON_THE_WAY.has(seen.state)) return { kind: 'wait', why: `the peering is ${seen.state}` };
  const reason = seen.message ? ` (${seen.message})` : '';
  return {
    kind: 'fail',
    why: `peering ${seen.attachmentId} is ${seen.state}${reason}; delete its link stack, then deploy again`,
  };
}

/** The documentation does not promise that both ends share one id, so the accepter's is read when EC2 gives it. */
function attachmentAt(role: PeeringRole, seen: SeenPeering): string {
  return role === 'accept' ? (seen.accepterAttachmentId ?? seen.attachmentId) : seen.attachmentId;
}

/** What the custom resource needs of EC2 in its own region. */
export interface PeeringApi {
  /** Undefined when EC2 does not know the peering. */
  describe(attachmentId: string): Promise<SeenPeering | undefined>;
  /** `not-yet` when EC2 refuses for now: accepted meanwhile, or a permission that has not arrived everywhere. */
  accept(attachmentId: string): Promise<'accepted' | 'not-yet'>;
}

export interface PeeringRequest {
  readonly attachmentId: string;
  readonly role: PeeringRole;
}

/** One round: look, take the step, and say how it stands. Accepting is a step, not an end: the next round looks again. */
export async function advancePeering(request: PeeringRequest, api: PeeringApi): Promise<PeeringStep> {
  const step = nextPeeringStep(request.role, await api.describe(request.attachmentId));
  if (step.kind !== 'accept') return step;
  const outcome = await api.accept(request.attachmentId);
  return { kind: 'wait', why: outcome === 'accepted' ? 'the peering was just accepted' : 'EC2 did not accept it yet' };
}
