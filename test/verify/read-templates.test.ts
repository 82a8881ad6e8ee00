import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { StackTemplate } from '../../lib/verify/assembly';
import { readAssembly } from '../../lib/verify/read-assembly';
import type { ReadOptions } from '../../lib/verify/templates/options';
import { temporaryFolder } from '../support/folders';

const VPC = 'Resources:\n  Vpc: {Type: AWS::EC2::VPC}\n';

let dir: string;
beforeEach(() => {
  dir = temporaryFolder();
});

function write(file: string, text: string): string {
  const full = path.join(dir, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function read(options: ReadOptions = {}, where = dir) {
  const assembly = readAssembly(where, options);
  if (!assembly.ok) throw new Error(JSON.stringify(assembly.error, undefined, 1));
  return assembly.value;
}

const told = ({ id, name, region = 'any' }: StackTemplate) => `${id} ${name} ${region}`;
const stacks = (options: ReadOptions = {}, where = dir) => read(options, where).stacks.map(told);
const notes = (options: ReadOptions = {}) => (read(options).notes ?? []).map((note) => note.replaceAll(`${dir}/`, ''));

function problems(options: ReadOptions = {}, where = dir): readonly string[] {
  const assembly = readAssembly(where, options);
  if (assembly.ok) return [];
  return assembly.error.map(({ position, problem, got, path: at }) => {
    const file = position && path.relative(dir, position.file);
    return `${position ? `${file}:${position.line}:${position.column}` : at.join('.')}: ${problem}, got ${got}`;
  });
}

test('a folder is read with all folders below it, without hidden ones and what npm installs', () => {
  write('b.yaml', VPC);
  write('deep/er/a.json', '{"Resources": {}}');
  write('deep/c.template', VPC);
  write('node_modules/x.yaml', VPC);
  write('.github/y.yaml', VPC);
  write('readme.md', VPC);
  expect(stacks()).toEqual(['a a any', 'b b any', 'c c any']);
});

test('one file is read by itself, whatever it is called', () => {
  expect(stacks({}, write('network.cfn', VPC))).toEqual(['network.cfn network.cfn any']);
});

test('what is no template is left out with a note, where others are', () => {
  write('net.yaml', VPC);
  write('package.json', '{"name": "x"}');
  write('chart.yaml', 'name: {{ .Values.name }}\n');
  write('cdk.out/manifest.json', '{}');
  expect(notes()).toEqual(
    [
      'cdk.out is left out: it is an assembly of the CDK; verify it by itself',
      'chart.yaml is left out: block collections are not allowed within flow collections',
      'package.json is left out: it has no Resources',
    ].map((note) => expect.stringContaining(note.split(':')[0] ?? '')),
  );
});

test('a file that links lead to is read, and a folder is not', () => {
  write('real/net.yaml', VPC);
  symlinkSync(path.join(dir, 'real'), path.join(dir, 'linked'));
  symlinkSync(path.join(dir, 'real/net.yaml'), path.join(dir, 'other.yaml'));
  expect(stacks()).toEqual(['net net any', 'other other any']);
  expect(notes()).toEqual(['linked is left out: it is a link to a folder']);
});

test('regions are said, or stand in the name of a file or of a folder, or are not known', () => {
  write('us-east-1/net.yaml', VPC);
  write('us-east-1/net-eu-west-1.yaml', VPC);
  write('other.yaml', VPC);
  const known = ['net net us-east-1', 'net-eu-west-1 net-eu-west-1 eu-west-1'];
  expect(stacks()).toEqual([...known, 'other other any']);
  expect(stacks({ regions: ['ap-south-1'] })).toEqual([...known, 'other other ap-south-1']);
  expect(stacks({ regions: ['net.yaml=eu-north-1'] })).toContain('net net eu-north-1');
});

test('files of one name are told apart by their folders, and a file of two regions by those', () => {
  write('us-east-1/net.yaml', VPC);
  write('us-west-2/net.yaml', VPC);
  write('spoke.yaml', VPC);
  expect(stacks({ regions: ['spoke.yaml=us-east-1', 'spoke.yaml=us-east-2'], stackNames: ['spoke.yaml=vpc'] })).toEqual(
    [
      'spoke@us-east-1 vpc us-east-1',
      'spoke@us-east-2 vpc us-east-2',
      'us-east-1/net net us-east-1',
      'us-west-2/net net us-west-2',
    ],
  );
});

const PARENT = `Parameters:
  File: {Type: String, Default: parts}
Resources:
  Here: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: !Sub "\${File}/child.yaml"}}
  Away: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "https://example.com/child.yaml"}}
  Gone: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: gone.yaml}}
  Out: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ../../etc/child.yaml}}
`;

test('a nested stack is read from a file below the folder, and is no stack by itself', () => {
  write('us-east-1/top.yaml', PARENT);
  write('us-east-1/parts/child.yaml', VPC);
  expect(stacks()).toEqual(['top top us-east-1', 'top.Here top-Here us-east-1']);
  expect(notes()).toEqual([
    'nested stack top.Away is not read: its TemplateURL is no file of this folder; download it and name it by a path',
    'nested stack top.Gone is not read: there is no file gone.yaml beside the template',
    'nested stack top.Out is not read: there is no file ../../etc/child.yaml beside the template',
  ]);
});

test('a stack that nests itself is read as deep as CloudFormation would', () => {
  const self = 'Resources:\n  Self: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: self.yaml}}\n';
  expect(stacks({}, write('self.yaml', self)).length).toBeGreaterThan(10);
});

test('fails with every mistake of every template at once', () => {
  write('a.yaml', 'Resources:\n  Vpc: !Reff x\n  Vpc: 1\n');
  write('b.json', '{"Resources": {\n "A": {"Typ": "T"},\n "B": 1},\n "Outputs": []}');
  expect(problems()).toEqual([
    'a.yaml:2:14: a tag is no function of CloudFormation, got !Reff',
    'a.yaml:3:3: the key Vpc stands twice in the same map, got Vpc: 1',
    'b.json:2:2: resource A has no type, got {"Typ":"T"}',
    'b.json:3:2: B is no resource, got 1',
    'b.json:4:2: Outputs is no map, got []',
  ]);
});

test('fails on a file that is no template when nothing else is there, and says what is accepted', () => {
  const file = write('package.json', '{"name": "x"}');
  expect(problems({}, file)).toEqual(['package.json:1:1: the file is no template, got no Resources']);
  const found = readAssembly(dir);
  expect(found).toMatchObject({
    ok: false,
    error: [{ code: 'verify-not-an-assembly', allowed: expect.stringContaining('CloudFormation templates') }],
  });
});

test('fails on a file that is larger than a template can be', () => {
  const file = write('big.yaml', `${VPC}Description: ${'x'.repeat(1024 * 1024)}\n`);
  expect(problems({}, file)).toEqual([
    expect.stringContaining('big.yaml:1:1: the file is larger than CloudFormation takes'),
  ]);
});

test('fails on options that cannot be understood or name nothing that is there', () => {
  write('net.yaml', VPC);
  expect(problems({ regions: ['mars-1', 'nett.yaml=us-east-1'], stackNames: ['=x'], parameters: ['no'] })).toEqual([
    '--parameter: --parameter cannot be understood, got no',
    '--region: --region cannot be understood, got mars-1',
    '--stack-name: --stack-name cannot be understood, got =x',
    '--region nett.yaml=us-east-1: no such stack or file is among the templates, got nett.yaml',
  ]);
});
