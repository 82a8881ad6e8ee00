import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readAssembly } from '../../../lib/verify/read-assembly';
import { resolve } from '../../../lib/verify/resolve';
import type { ReadOptions } from '../../../lib/verify/templates/options';
import { temporaryFolder } from '../../support/folders';

const dir = temporaryFolder();
const file = (name: string, text: string) => {
  writeFileSync(path.join(dir, name), text);
  return path.join(dir, name);
};

file(
  'hub.yaml',
  `Parameters:
  Env: {Type: String, Default: prod, AllowedValues: [prod, test]}
  Block: {Type: String, AllowedPattern: '\\d+\\.\\d+\\.0\\.0/16', ConstraintDescription: a block of /16}
  Count: {Type: Number, Default: 2, MinValue: 1, MaxValue: 4}
  Names: {Type: CommaDelimitedList, Default: 'a,b', AllowedValues: [a, b, c]}
  Key: {Type: String, NoEcho: true, MinLength: 8, Default: long-enough}
  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /x}
Resources:
  Gateway: {Type: AWS::EC2::TransitGateway}
Outputs:
  Id: {Value: !Ref Gateway}
`,
);
file('spoke.yaml', 'Parameters:\n  Env: {Type: String}\n  Hub: {Type: String}\nResources: {}\n');

function read(options: ReadOptions) {
  const assembly = readAssembly(dir, options);
  if (!assembly.ok) throw new Error(JSON.stringify(assembly.error, undefined, 1));
  return assembly.value;
}

/** What a parameter is in both stacks. */
function value(name: string, options: ReadOptions): readonly unknown[] {
  const assembly = read(options);
  return assembly.stacks.map((stack) => {
    const found = resolve({ assembly, stack }, { Ref: name });
    if (found.kind === 'resource') return `<${found.scope.stack.id}.${found.logicalId}.${found.attribute}>`;
    return found.kind === 'literal' ? found.value : 'unknown';
  });
}

function problems(options: ReadOptions): readonly string[] {
  const assembly = readAssembly(dir, options);
  return assembly.ok
    ? []
    : assembly.error.map(({ code, problem, got, allowed, fix }) => `${code}: ${problem}; ${got}; ${allowed}; ${fix}`);
}

test('a value is given to every stack that has the parameter, or to one by its name or its file', () => {
  expect(value('Env', {})).toEqual(['prod', 'unknown']);
  expect(value('Env', { parameters: ['Env=test'] })).toEqual(['test', 'test']);
  expect(value('Env', { parameters: ['spoke.Env=x=y', 'Env=test'] })).toEqual(['test', 'x=y']);
  expect(value('Env', { parameters: ['hub.yaml:Env=test'] })).toEqual(['test', 'unknown']);
});

test('a value may be what another stack has', () => {
  expect(value('Hub', { parameters: ['Hub=ref:hub.Gateway'] })[1]).toBe('<hub.Gateway.Ref>');
  expect(value('Hub', { parameters: ['Hub=ref:hub.Gateway.Id'] })[1]).toBe('<hub.Gateway.Id>');
  expect(value('Hub', { parameters: ['Hub=output:hub.Id'] })[1]).toBe('<hub.Gateway.Ref>');
});

test('a list is split, and a secret is not shown', () => {
  expect(value('Names', { parameters: ['Names=c, a'] })[0]).toEqual(['c', 'a']);
  expect(value('Key', { parameters: ['Key=another-secret'] })[0]).toBe('unknown');
});

test.each([
  ['a list as the AWS CLI reads it', '[{"ParameterKey": "Env", "ParameterValue": "test"}]'],
  ['a map', '{"Env": "test"}'],
  ['a map as pipelines have it', '{"Parameters": {"Env": "test"}, "Tags": {}}'],
  ['a list of assignments', '["Env=test"]'],
  ['YAML', 'hub.Env: test\n'],
])('values are read from %s, and what is typed counts before them', (_name, text) => {
  const parameterFiles = [file('values.params', text)];
  expect(value('Env', { parameterFiles })[0]).toBe('test');
  expect(value('Env', { parameterFiles, parameters: ['hub.Env=prod'] })[0]).toBe('prod');
});

test.each<[string, string, string]>([
  [
    'an unknown name',
    'Envv=x',
    'template-parameter-unknown: no template has parameter Envv; Envv; Block, Count, Env, Hub, Key, Names, Stored; did you mean Env',
  ],
  [
    'a name of another stack',
    'hub.Hub=x',
    'template-parameter-unknown: hub has no parameter Hub; Hub; Block, Count, Env, Key, Names, Stored; use one of the allowed names',
  ],
  [
    'an unknown stack',
    'hubb.Env=x',
    'template-stack-unknown: no such stack or file is among the templates; hubb; hub, spoke; did you mean hub',
  ],
  [
    'a value that is not listed',
    'hub.Env=dev',
    'template-parameter-value: parameter Env does not take this value; dev; one of prod, test; give a value that the template allows',
  ],
  [
    'an item that is not listed',
    'Names=a,d',
    'template-parameter-value: parameter Names does not take this value; d; one of a, b, c; give a value that the template allows',
  ],
  [
    'a text that does not match',
    'Block=10.0.0.0/8',
    'template-parameter-value: parameter Block does not take this value; 10.0.0.0/8; a block of /16; give a value that the template allows',
  ],
  [
    'a number out of range',
    'Count=5',
    'template-parameter-value: parameter Count does not take this value; 5; a number from 1 up to 4; give a value that the template allows',
  ],
  [
    'no number',
    'Count=many',
    'template-parameter-value: parameter Count does not take this value; many; a number from 1 up to 4; give a value that the template allows',
  ],
  [
    'a resource that is not there',
    'Hub=ref:hub.No',
    'template-parameter-value: parameter Hub does not take this value; ref:hub.No; ref:stack.Resource or output:stack.Output, of a stack and a name that are there; give a value that the template allows',
  ],
  [
    'a secret that is too short, without repeating it',
    'Key=hush',
    'template-parameter-value: parameter Key does not take this value; a value that is not shown; a text from 8 characters; give a value that the template allows',
  ],
])('fails on %s', (_name, typed, problem) => {
  expect(problems({ parameters: [typed] })).toEqual([problem]);
});

test('fails on a file of parameters at the place of what cannot be read', () => {
  const parameterFiles = [
    file('wrong.params', '[{"ParameterKey": "Env"},\n {"ParameterKey": "Nope", "ParameterValue": "1"}]'),
  ];
  const assembly = readAssembly(dir, { parameterFiles });
  expect(assembly.ok ? [] : assembly.error.map(({ code, position }) => `${code} ${position?.line}`)).toEqual([
    'template-option 1',
    'template-parameter-unknown 2',
  ]);
});

test('fails on a default that its own template does not allow', () => {
  const template = path.join(temporaryFolder(), 'odd.yaml');
  writeFileSync(
    template,
    'Parameters:\n  Env:\n    Type: String\n    AllowedValues: [a]\n    Default: b\nResources: {}\n',
  );
  const assembly = readAssembly(template);
  expect(assembly).toMatchObject({
    ok: false,
    error: [{ code: 'template-parameter-value', got: 'b', position: { file: template, line: 5, column: 5 } }],
  });
  expect(readAssembly(template, { parameters: ['Env=a'] }).ok).toBe(true);
});
