// Pure: what values of templates are once they are deployed on the twin, in texts: ids are those of the network, which
// `understand` gives, and what no network knows goes by its stack and logical id.

import { err, ok, type Result } from '../../../net/result';
import { identityOf } from '../../../verify/facts/resource';
import { field, isObject, listOf, textField } from '../../../verify/json';
import { type Resolved, resolve, type Scope } from '../../../verify/resolve';
import { ACCOUNT } from '../account';

/** The text, or why only a deployment on AWS can tell. */
type Deployed = Result<string, string>;

const MAX_DEPTH = 64;

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Properties that give a resource the name by which `Ref` names it. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SSM::Parameter': 'Name',
};

/** Custom resources that hand on the id of something that is there: by type and attribute, the property that has it. */
const HANDS_ON: Readonly<Record<string, string>> = {
  'Custom::DetourHostedInterface VirtualInterfaceId': 'VirtualInterfaceId',
  'Custom::DetourResponder Address': 'Address',
};

export class DeployedValues {
  /** @param existing ids of what the stacks use and did not make */
  constructor(private readonly existing: ReadonlySet<string>) {}

  text(scope: Scope, value: unknown, depth = 0): Deployed {
    if (depth > MAX_DEPTH) return err('references are nested too deeply');
    const pseudo = PSEUDO[textField(value, 'Ref') ?? ''];
    if (pseudo !== undefined) return ok(pseudo);
    const parts = field(value, 'Fn::Join');
    if (parts !== undefined) return this.joined(scope, parts, depth);
    const output = field(value, 'Fn::GetStackOutput');
    if (output !== undefined) return this.output(scope, output, depth);
    return this.resolved(resolve(scope, value), depth);
  }

  private joined(scope: Scope, parts: unknown, depth: number): Deployed {
    const [delimiter, items] = listOf(parts);
    if (typeof delimiter !== 'string' || !Array.isArray(items)) return err('Fn::Join of a list that is not known');
    const texts: string[] = [];
    for (const item of items) {
      const text = this.text(scope, item, depth + 1);
      if (!text.ok) return text;
      texts.push(text.value);
    }
    return ok(texts.join(delimiter));
  }

  /** The value of an output is made of what its own stack knows. */
  private output(scope: Scope, argument: unknown, depth: number): Deployed {
    const [name, output] = [textField(argument, 'StackName'), textField(argument, 'OutputName') ?? ''];
    const region = textField(argument, 'Region') ?? scope.stack.region;
    const stack = scope.assembly.stacks.find((one) => one.name === name && one.region === region);
    const found = stack && field(field(stack.template, 'Outputs'), output);
    if (!stack || found === undefined) return err(`output ${output} of stack ${name} is not in this assembly`);
    return this.text({ ...scope, stack }, field(found, 'Value'), depth + 1);
  }

  private resolved(value: Resolved, depth: number): Deployed {
    if (value.kind === 'unknown') return err(value.why);
    if (value.kind === 'absent') return err('there is no value');
    if (value.kind === 'resource') return this.resource(value, depth);
    if (isObject(value.value) || Array.isArray(value.value)) return err('the value is no text');
    return ok(String(value.value));
  }

  private resource(value: Extract<Resolved, { kind: 'resource' }>, depth: number): Deployed {
    const known = identityOf(value, this.existing);
    if (known.ok) return known;
    const { scope, logicalId, attribute } = value;
    const body = field(field(scope.stack.template, 'Resources'), logicalId);
    const type = textField(body, 'Type') ?? '';
    const property = (name: string | undefined) =>
      name === undefined ? undefined : field(field(body, 'Properties'), name);
    const handed =
      property(HANDS_ON[`${type} ${attribute}`]) ?? (attribute === 'Ref' ? property(NAMES[type]) : undefined);
    if (handed !== undefined) return this.text(scope, handed, depth + 1);
    const id = `${scope.stack.id}.${logicalId}`;
    if (type === 'AWS::SNS::Topic') return ok(topicArn(scope, id, property('TopicName'), attribute));
    return ok(attribute === 'Ref' || attribute.endsWith('Id') ? id : `${id}.${attribute}`);
  }
}

/** `Ref` and `TopicArn` give a topic's ARN, `TopicName` its name. */
function topicArn({ stack }: Scope, id: string, name: unknown, attribute: string): string {
  const called = typeof name === 'string' ? name : id.replaceAll('.', '-');
  return attribute === 'TopicName' ? called : `arn:aws:sns:${stack.region}:${ACCOUNT}:${called}`;
}
