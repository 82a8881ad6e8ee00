// Pure: what is in a document by which AWS Systems Manager gives an order: a runbook of schema 0.3. Its steps call one
// function; see controller/ordering/request.ts for what it is asked.
//
//   plan      what the order would do; fails with the reason when it is refused
//   approve   where that is asked for: whoever may approve sees what `plan` has said
//   give      the order; a second try finds what the first has written
//   wait      until controllers have carried it out, for orders that take time; the order stands also when this fails

/** An order of one kind. */
interface OrderKind {
  /** What the document's name ends in: `DrainLink`. */
  readonly name: string;
  readonly command: string;
  readonly says: string;
  readonly about: 'Link' | 'Site';
  /** The order may be about the whole backbone, and is unless a link is named. */
  readonly whole?: boolean;
  /** How long it lasts unless it is said; absent: it ends something. */
  readonly lasts?: string;
  readonly awaited?: boolean;
}

/** What begins has an end. */
export const ORDER_KINDS: readonly OrderKind[] = [
  {
    name: 'DrainLink',
    command: 'drain',
    says: 'Moves all traffic off a link, in both directions, and waits until nothing is sent over it any more.',
    about: 'Link',
    lasts: '4h',
    awaited: true,
  },
  {
    name: 'RestoreLink',
    command: 'restore',
    says: 'Ends all orders that want a link empty, overrules its announced maintenance, and waits until it is used again.',
    about: 'Link',
    awaited: true,
  },
  {
    name: 'Freeze',
    command: 'freeze',
    says: 'Keeps controllers from changing anything, or a link from counting otherwise than now.',
    about: 'Link',
    whole: true,
    lasts: '1h',
  },
  { name: 'Unfreeze', command: 'unfreeze', says: 'Ends all such freezes.', about: 'Link', whole: true },
  {
    name: 'EvacuateSite',
    command: 'evacuate',
    says: 'Has names lead to another site than this one, as soon as Route 53 has seen it.',
    about: 'Site',
    lasts: '4h',
  },
  { name: 'ReturnSite', command: 'return', says: 'Ends all evacuations of a site.', about: 'Site' },
];

interface OrderDocumentProps {
  readonly kind: OrderKind;
  readonly documentName: string;
  readonly functionName: string;
  /** ARN of the role that Systems Manager takes. */
  readonly roleArn: string;
  readonly links: readonly string[];
  /** The AWS sites. */
  readonly sites: readonly string[];
  /** Absent: nobody is asked. */
  readonly approval?: { readonly approvers: readonly string[]; readonly approvals: number };
}

/** As the function has it. */
const WHOLE_BACKBONE = '*';
const UNTIL = '^([1-9][0-9]{0,5}[smhd]|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)$';
/** Nothing that could end a text of the input early, or that Systems Manager would replace. */
const REASON = '^[^"{}\\\\\\x00-\\x1f]{1,500}$';

/** Longer than all calls of AWS within a plan, with their tries. */
const CALL_S = 90;
/** The longest that Systems Manager waits for a function, and how often it does: 25 minutes. */
const WAIT_S = 300;
const WAITS = 5;
/** What somebody approves is worked out again afterwards; an hour later it is another order. */
const APPROVE_S = 3_600;
const GIVES = 3;

interface DocumentParameter {
  readonly type: 'String';
  readonly description: string;
  readonly default?: string;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
}

function untilOf(lasts: string): DocumentParameter {
  const description = 'For how long, as 90m, 4h or 2d; or until when, in UTC, as 2026-12-01T20:10:00Z.';
  return { type: 'String', description, default: lasts, allowedPattern: UNTIL };
}

function parametersOf({ kind, links, sites }: OrderDocumentProps): Readonly<Record<string, DocumentParameter>> {
  const { about, whole, lasts } = kind;
  const names = about === 'Link' ? links : sites;
  const subject = whole
    ? { description: 'The link; * is the whole backbone.', default: WHOLE_BACKBONE }
    : { description: about === 'Link' ? 'The link.' : 'The site.' };
  return {
    [about]: { type: 'String', ...subject, allowedValues: [...(whole ? [WHOLE_BACKBONE] : []), ...names] },
    ...(lasts === undefined ? {} : { Until: untilOf(lasts) }),
    Reason: {
      type: 'String',
      description: 'Why: it is what others read who find the order. Without quotes, braces and backslashes.',
      allowedPattern: REASON,
    },
  };
}

interface Tries {
  readonly timeoutSeconds: number;
  readonly maxAttempts: number;
}

function callOf(name: string, mode: string, { kind, documentName, functionName }: OrderDocumentProps, tries: Tries) {
  const InputPayload = {
    mode,
    command: kind.command,
    about: `{{ ${kind.about} }}`,
    reason: '{{ Reason }}',
    ...(kind.lasts === undefined ? {} : { until: '{{ Until }}' }),
    document: documentName,
    execution: '{{ automation:EXECUTION_ID }}',
  };
  const inputs = { FunctionName: functionName, InputPayload };
  return { name, action: 'aws:invokeLambdaFunction', ...tries, onFailure: 'Abort', inputs };
}

function approvalOf({ documentName, approval }: OrderDocumentProps) {
  if (!approval) return [];
  const Message = `${documentName}, because: {{ Reason }}. It would do this: {{ plan.Payload }}`;
  const inputs = { Message, MinRequiredApprovals: approval.approvals, Approvers: [...approval.approvers] };
  return [{ name: 'approve', action: 'aws:approve', timeoutSeconds: APPROVE_S, onFailure: 'Abort', inputs }];
}

/** The content, to be written as JSON. */
export function orderDocument(props: OrderDocumentProps) {
  const { kind, roleArn } = props;
  const waits = kind.awaited ? [callOf('wait', 'await', props, { timeoutSeconds: WAIT_S, maxAttempts: WAITS })] : [];
  const steps = [
    callOf('plan', 'plan', props, { timeoutSeconds: CALL_S, maxAttempts: 1 }),
    ...approvalOf(props),
    callOf('give', 'give', props, { timeoutSeconds: CALL_S, maxAttempts: GIVES }),
    ...waits,
  ];
  const called = steps.filter(({ action }) => action === 'aws:invokeLambdaFunction');
  return {
    schemaVersion: '0.3',
    description: `${kind.says} First it says what that would do, and fails with the reason when it is refused. Cancelling it takes no order back.`,
    assumeRole: roleArn,
    parameters: parametersOf(props),
    mainSteps: steps,
    outputs: called.map(({ name }) => `${name}.Payload`),
  };
}
