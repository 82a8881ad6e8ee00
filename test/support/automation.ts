// Pure: AWS Systems Manager as far as automations need it that call functions and ask for approval: what it takes for a runbook
// of schema 0.3 (user guide, "Data elements and parameters", "Systems Manager Automation actions reference"), and what comes of
// one that is started. Functions are called by whoever runs it.

type Text = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly type: string;
  readonly description?: string;
  readonly default?: string;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
}

interface Step {
  readonly name: string;
  readonly action: string;
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
  readonly onFailure?: string;
  readonly inputs: Text;
}

export interface Runbook {
  readonly schemaVersion: string;
  readonly description: string;
  readonly assumeRole: unknown;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly mainSteps: readonly Step[];
  readonly outputs: readonly string[];
}

const KEYS = {
  runbook: ['schemaVersion', 'description', 'assumeRole', 'parameters', 'variables', 'mainSteps', 'outputs', 'files'],
  parameter: ['type', 'description', 'default', 'allowedValues', 'allowedPattern', 'minChars', 'maxChars'],
  step: [
    ...['name', 'action', 'description', 'maxAttempts', 'timeoutSeconds', 'onFailure', 'onCancel', 'isCritical'],
    ...['isEnd', 'nextStep', 'inputs', 'outputs'],
  ],
};

/** By action: what it takes, what it needs, what it gives to later steps, and the longest it may last. */
const ACTIONS: Readonly<
  Record<string, { takes: readonly string[]; needs: readonly string[]; gives: readonly string[]; longestS: number }>
> = {
  'aws:invokeLambdaFunction': {
    takes: ['FunctionName', 'Qualifier', 'InvocationType', 'LogType', 'ClientContext', 'InputPayload', 'Payload'],
    needs: ['FunctionName'],
    gives: ['StatusCode', 'FunctionError', 'LogResult', 'Payload'],
    longestS: 300,
  },
  'aws:approve': {
    takes: ['NotificationArn', 'Message', 'MinRequiredApprovals', 'Approvers'],
    needs: ['Approvers'],
    gives: ['ApprovalStatus', 'ApproverDecisions'],
    longestS: 2_592_000,
  },
};

const GLOBALS = ['automation:EXECUTION_ID', 'global:REGION', 'global:ACCOUNT_ID', 'global:DATE', 'global:DATE_TIME'];
const LARGEST_BYTES = 64 * 1024;

function unknownKeys(what: string, value: object, known: readonly string[]): readonly string[] {
  return Object.keys(value).flatMap((key) => (known.includes(key) ? [] : [`${what} has ${key}`]));
}

function referencesIn(value: unknown): readonly string[] {
  return [...JSON.stringify(value).matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(([, name = '']) => name);
}

function parameterProblems([name, parameter]: readonly [string, Parameter]): readonly string[] {
  const { allowedValues, allowedPattern, default: usual } = parameter;
  const isAllowed = (text: string) =>
    (allowedValues?.includes(text) ?? true) && new RegExp(allowedPattern ?? '').test(text);
  return [
    ...unknownKeys(`parameter ${name}`, parameter, KEYS.parameter),
    ...(parameter.type === 'String' ? [] : [`parameter ${name} is of type ${parameter.type}`]),
    ...(usual === undefined || isAllowed(usual) ? [] : [`parameter ${name} has a default that it does not allow`]),
  ];
}

function approvalProblems({ action, inputs }: Step): readonly string[] {
  if (action !== 'aws:approve') return [];
  const approvers = inputs.Approvers as readonly string[];
  const needed = Number(inputs.MinRequiredApprovals ?? 1);
  const isFine = approvers.length >= 1 && approvers.length <= 10 && needed >= 1 && needed <= approvers.length;
  return isFine ? [] : [`${needed} of ${approvers.length} approvers`];
}

function stepProblems(step: Step, earlier: readonly Step[], parameters: readonly string[]): readonly string[] {
  const action = ACTIONS[step.action];
  if (!action) return [`step ${step.name} has action ${step.action}`];
  const given = earlier.flatMap((one) => (ACTIONS[one.action]?.gives ?? []).map((output) => `${one.name}.${output}`));
  const known = [...GLOBALS, ...parameters, ...given];
  const { maxAttempts = 1, timeoutSeconds = action.longestS, onFailure = 'Abort' } = step;
  return [
    ...unknownKeys(`step ${step.name}`, step, KEYS.step),
    ...unknownKeys(`step ${step.name}`, step.inputs, action.takes),
    ...action.needs.flatMap((key) => (key in step.inputs ? [] : [`step ${step.name} has no ${key}`])),
    ...referencesIn(step.inputs).flatMap((name) =>
      known.includes(name) ? [] : [`step ${step.name} knows no ${name}`],
    ),
    ...(/^\w{1,128}$/.test(step.name) && !earlier.some(({ name }) => name === step.name) ? [] : [`name ${step.name}`]),
    ...(timeoutSeconds <= action.longestS && maxAttempts >= 1 ? [] : [`step ${step.name} takes too long`]),
    ...(/^(Abort|Continue|step:\w+)$/.test(onFailure) ? [] : [`step ${step.name}: onFailure ${onFailure}`]),
    ...approvalProblems(step),
  ];
}

/** What Systems Manager would refuse of a document's content. Empty: nothing. */
export function runbookProblems(runbook: Runbook): readonly string[] {
  const { schemaVersion, parameters, mainSteps, outputs } = runbook;
  const names = Object.keys(parameters);
  const given = mainSteps.flatMap(({ name, action }) => (ACTIONS[action]?.gives ?? []).map((one) => `${name}.${one}`));
  return [
    ...unknownKeys('the runbook', runbook, KEYS.runbook),
    ...(schemaVersion === '0.3' ? [] : [`schema ${schemaVersion}`]),
    ...(mainSteps.length > 0 ? [] : ['no steps']),
    ...(JSON.stringify(runbook).length <= LARGEST_BYTES ? [] : ['it is too large']),
    ...Object.entries(parameters).flatMap(parameterProblems),
    ...mainSteps.flatMap((step, i) => stepProblems(step, mainSteps.slice(0, i), names)),
    ...outputs.flatMap((output) => (given.includes(output) ? [] : [`output ${output}`])),
  ];
}

interface Execution {
  readonly id: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Rejects when the function fails. */
  readonly call: (functionName: unknown, payload: unknown) => Promise<unknown>;
  /** Absent: nobody answers. */
  readonly approved?: (message: string) => boolean;
}

interface Ended {
  readonly status: 'Success' | 'Failed' | 'TimedOut' | 'Rejected';
  /** The step that it ended at, and why. */
  readonly failedStep?: string;
  readonly failure?: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Throws for what `StartAutomationExecution` would refuse. */
function checked({ parameters }: Runbook, given: Execution['parameters']): Readonly<Record<string, string>> {
  for (const name of Object.keys(given)) if (!(name in parameters)) throw new Error(`there is no parameter ${name}`);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { default: usual, allowedValues, allowedPattern }]) => {
      const text = given[name] ?? usual;
      if (text === undefined) throw new Error(`parameter ${name} is missing`);
      if (allowedValues && !allowedValues.includes(text)) throw new Error(`parameter ${name} may not be ${text}`);
      if (!new RegExp(allowedPattern ?? '').test(text)) throw new Error(`parameter ${name} may not be ${text}`);
      return [name, text];
    }),
  );
}

/** Each text of a value with what stands for its references. */
function filled(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) => known.get(name) ?? '');
  if (Array.isArray(value)) return value.map((one) => filled(one, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, known)]));
}

async function invoked({ maxAttempts = 1 }: Step, inputs: Text, { call }: Execution): Promise<unknown> {
  for (let attempt = 1; ; attempt++)
    try {
      return await call(inputs.FunctionName, inputs.InputPayload);
    } catch (error) {
      if (attempt >= maxAttempts) throw error;
    }
}

/** Starts a runbook and waits until it has ended. Every step of these runbooks aborts when it fails. */
export async function automation(runbook: Runbook, execution: Execution): Promise<Ended> {
  const known = new Map(Object.entries(checked(runbook, execution.parameters)));
  known.set('automation:EXECUTION_ID', execution.id);
  const outputs: Record<string, string> = {};
  for (const step of runbook.mainSteps) {
    const inputs = filled(step.inputs, known) as Text;
    const ended = (status: Ended['status'], failure: string): Ended => ({
      status,
      failedStep: step.name,
      failure,
      outputs,
    });
    if (step.action === 'aws:approve') {
      const message = String(inputs.Message ?? '');
      if (message.length > 4_096) return ended('Failed', 'the message is too long');
      const answer = execution.approved?.(message);
      if (answer === undefined) return ended('TimedOut', 'nobody has approved it');
      if (!answer) return ended('Rejected', 'it was rejected');
      continue;
    }
    try {
      const payload = JSON.stringify(await invoked(step, inputs, execution));
      known.set(`${step.name}.Payload`, payload);
      if (runbook.outputs.includes(`${step.name}.Payload`)) outputs[`${step.name}.Payload`] = payload;
    } catch (error) {
      return ended('Failed', error instanceof Error ? error.message : String(error));
    }
  }
  return { status: 'Success', outputs };
}
