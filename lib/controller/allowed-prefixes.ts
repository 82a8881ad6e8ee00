// Pure: how the allowed prefixes of a Direct Connect gateway's association follow a template, beside a controller that
// adds and removes others. Only the difference between the old and the new template is ever asked for.
//
//   association                    create, update                                  delete
//   not there                      wait: it was made moments before                done
//   associating, updating          wait                                            wait
//   associated                     add and remove what is missing; then done       remove; then done
//   disassociating, disassociated  fail                                            done

import { parsePrefix } from '../net/prefix';

export interface AllowedPrefixesRequest {
  readonly directConnectGatewayId: string;
  readonly transitGatewayId: string;
  readonly deleting: boolean;
  /** To be allowed now, and not before. */
  readonly add: readonly string[];
  /** Allowed before, and not to be now. Never one of the association's own. */
  readonly remove: readonly string[];
}

/** What a template says about one association. */
export interface AllowedPrefixesTemplate {
  readonly prefixes: readonly string[];
  /** What the association holds by itself. */
  readonly associationPrefixes: readonly string[];
}

export interface SeenAssociation {
  readonly associationId: string;
  /** Missing from an answer that is not filled in yet. */
  readonly state: string | undefined;
  readonly prefixes: readonly string[];
  /** What went wrong with the last change, where it is said. */
  readonly error?: string;
}

interface PrefixUpdate {
  readonly associationId: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

type AllowedPrefixesStep =
  | ({ readonly kind: 'update' } & PrefixUpdate)
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'fail'; readonly why: string };

/** What the custom resource needs of Direct Connect. */
export interface AllowedPrefixesApi {
  /** Undefined when the two gateways are not associated. */
  describe(directConnectGatewayId: string, transitGatewayId: string): Promise<SeenAssociation | undefined>;
  /** Returns once the update is accepted; it takes effect minutes later. `refused` says why in Direct Connect's words. */
  update(
    update: PrefixUpdate,
  ): Promise<{ readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly why: string }>;
}

/**
 * What has to change from one template to the next; undefined is no template. When the association's own prefixes have
 * changed, CloudFormation has just written them, and it is not documented that it leaves others alone: then everything
 * the template says has to be there again. That may take back a withdrawal, which moves no traffic, because what was
 * announced to draw it away is longer; the controller withdraws again.
 */
export function prefixChange(
  before: AllowedPrefixesTemplate | undefined,
  after: AllowedPrefixesTemplate | undefined,
): Pick<AllowedPrefixesRequest, 'add' | 'remove'> {
  const [old, now] = [asSet(before?.prefixes), asSet(after?.prefixes)];
  const kept = asSet((after ?? before)?.associationPrefixes);
  const rewritten =
    before !== undefined && after !== undefined && !sameMembers(asSet(before.associationPrefixes), kept);
  return {
    add: [...now].filter((prefix) => rewritten || !old.has(prefix)),
    remove: [...old].filter((prefix) => !now.has(prefix) && !kept.has(prefix)),
  };
}

/** Prefixes in the one form in which they can be compared. A text that is none is left as it is, for AWS to refuse. */
function asSet(texts: readonly string[] = []): ReadonlySet<string> {
  return new Set(
    texts.map((text) => {
      const parsed = parsePrefix(text);
      return parsed.ok ? parsed.value.text : text;
    }),
  );
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((member) => b.has(member));
}

const CHANGING: ReadonlySet<string | undefined> = new Set([undefined, 'associating', 'updating']);

/** The next step. What is allowed already is not added, and what is not allowed is not removed. */
function nextAllowedPrefixesStep(
  request: AllowedPrefixesRequest,
  seen: SeenAssociation | undefined,
): AllowedPrefixesStep {
  const { directConnectGatewayId: gateway, transitGatewayId, deleting } = request;
  if (!seen)
    return deleting
      ? { kind: 'done' }
      : { kind: 'wait', why: `${gateway} and ${transitGatewayId} are not associated yet` };
  if (CHANGING.has(seen.state))
    return { kind: 'wait', why: `association ${seen.associationId} is ${seen.state ?? 'not described yet'}` };
  if (seen.state !== 'associated') {
    if (deleting) return { kind: 'done' };
    const reason = seen.error ? ` (${seen.error})` : '';
    const fix = "delete the link's stack, then deploy again";
    return { kind: 'fail', why: `association ${seen.associationId} is ${seen.state}${reason}; ${fix}` };
  }
  const allowed = asSet(seen.prefixes);
  const add = request.add.filter((prefix) => !allowed.has(prefix));
  const remove = request.remove.filter((prefix) => allowed.has(prefix));
  if (add.length === 0 && remove.length === 0) return { kind: 'done' };
  return { kind: 'update', associationId: seen.associationId, add, remove };
}

/**
 * One round: look, take the step, and say how it stands. Direct Connect gives no code for "an update is under way", so a
 * refusal is judged by looking again: it passes when the association is changing, or has changed meanwhile.
 */
export async function advanceAllowedPrefixes(
  request: AllowedPrefixesRequest,
  api: AllowedPrefixesApi,
): Promise<Exclude<AllowedPrefixesStep, { kind: 'update' }>> {
  const look = () => api.describe(request.directConnectGatewayId, request.transitGatewayId);
  const before = await look();
  const step = nextAllowedPrefixesStep(request, before);
  if (step.kind !== 'update') return step;
  const outcome = await api.update(step);
  const said = (prefixes: readonly string[]) => prefixes.join(', ') || 'nothing';
  if (outcome.kind === 'accepted')
    return { kind: 'wait', why: `adding ${said(step.add)}, removing ${said(step.remove)}` };
  const after = await look();
  const next = nextAllowedPrefixesStep(request, after);
  if (next.kind !== 'update') return next;
  return sameMembers(asSet(before?.prefixes), asSet(after?.prefixes))
    ? { kind: 'fail', why: `association ${step.associationId}: ${outcome.why}` }
    : { kind: 'wait', why: `another update of association ${step.associationId} came first` };
}
