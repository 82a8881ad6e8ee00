// What a resolved value of a template will be once it is deployed, as far as its length matters.

/** What is only known after deployment, as long as the longest that it usually is. */
const UNKNOWN = 'x'.repeat(48);
const KNOWN: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-2',
  'AWS::AccountId': '123456789012',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** With stand-ins for what nobody knows yet. */
export function deployedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deployedValue);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, inner] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0 && key === 'Fn::Join') return (inner as [string, unknown[]])[1].map(deployedValue).join('');
  if (more.length === 0 && key === 'Ref') return KNOWN[String(inner)] ?? UNKNOWN;
  if (more.length === 0 && key.startsWith('Fn::')) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, deployedValue(part)]));
}
