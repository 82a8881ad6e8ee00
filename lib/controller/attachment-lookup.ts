// Pure: whether a transit gateway has given a VPN connection or a Direct Connect gateway its attachment yet.
//
//   attachments of the resource that are not deleted       step
//   none                                                   wait
//   one: available                                         done
//   one: failed, failing, rejected, rejecting, …           fail
//   one: anything on the way                               wait
//   several                                                fail

export interface AttachmentQuery {
  readonly transitGatewayId: string;
  readonly resourceId: string;
  readonly resourceType: 'vpn' | 'direct-connect-gateway';
}

export interface SeenAttachment {
  readonly attachmentId: string;
  /** Missing from an answer that EC2 has not filled in yet. */
  readonly state: string | undefined;
}

/** What the look-up needs of EC2 in its own region. */
export interface AttachmentApi {
  find(query: AttachmentQuery): Promise<readonly SeenAttachment[]>;
}

type LookupStep =
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'done'; readonly attachmentId: string }
  | { readonly kind: 'fail'; readonly why: string };

/** EC2 describes an attachment for hours after its end, beside the one that followed it. */
const GONE: ReadonlySet<string | undefined> = new Set(['deleting', 'deleted']);
const ON_THE_WAY: ReadonlySet<string | undefined> = new Set([
  undefined,
  'initiating',
  'initiatingRequest',
  'pendingAcceptance',
  'pending',
  'modifying',
]);

export function nextLookupStep({ resourceId }: AttachmentQuery, seen: readonly SeenAttachment[]): LookupStep {
  const [attachment, ...more] = seen.filter(({ state }) => !GONE.has(state));
  if (!attachment) return { kind: 'wait', why: `${resourceId} has no attachment yet` };
  const { attachmentId, state } = attachment;
  if (more.length > 0) {
    const ids = [attachment, ...more].map((one) => one.attachmentId).join(', ');
    return { kind: 'fail', why: `${resourceId} has several attachments to one gateway: ${ids}; leave one` };
  }
  if (state === 'available') return { kind: 'done', attachmentId };
  if (ON_THE_WAY.has(state))
    return { kind: 'wait', why: `attachment ${attachmentId} is ${state ?? 'not described yet'}` };
  return {
    kind: 'fail',
    why: `attachment ${attachmentId} of ${resourceId} is ${state}; delete the link's stack, then deploy again`,
  };
}
