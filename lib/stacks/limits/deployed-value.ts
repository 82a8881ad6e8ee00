// What a resolved value of a template will be once it is deployed, as far as its length matters.

/** What is only known after deployment is as long as the longest that it usually is. */
const USUALLY = 48;
const KNOWN: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-2',
  'AWS::AccountId': '123456789012',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** With stand-ins for what nobody knows yet, which have this length. */
export function deployedValue(value: unknown, length = USUALLY): unknown {
  const inner = (part: unknown) => deployedValue(part, length);
  const unknown = 'x'.repeat(length);
  if (Array.isArray(value)) return value.map(inner);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0 && key === 'Fn::Join') return (argument as [string, unknown[]])[1].map(inner).join('');
  if (more.length === 0 && key === 'Ref') return KNOWN[String(argument)] ?? unknown;
  if (more.length === 0 && key.startsWith('Fn::')) return unknown;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inner(part)]));
}
