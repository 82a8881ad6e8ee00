import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readAssembly } from '../../lib/verify/read-assembly';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'detour-assembly-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

function write(file: string, content: unknown): void {
  mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  writeFileSync(path.join(dir, file), typeof content === 'string' ? content : JSON.stringify(content));
}

function stackArtifact(templateFile: string, changes: object = {}) {
  return {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/us-east-1',
    properties: { templateFile },
    ...changes,
  };
}

function problems(): readonly string[] {
  const read = readAssembly(dir);
  return read.ok
    ? []
    : read.error.map(({ position, problem }) => `${path.relative(dir, position?.file ?? '')}: ${problem}`);
}

test('stacks are read with their names, regions and templates, in the order of ids', () => {
  write('b.json', { Resources: {} });
  write('a.json', { Resources: { X: {} } });
  write('manifest.json', {
    artifacts: {
      b: stackArtifact('b.json', { environment: 'aws://123456789012/unknown-region' }),
      a: stackArtifact('a.json', { properties: { templateFile: 'a.json', stackName: 'named' } }),
      assets: { type: 'cdk:asset-manifest', properties: {} },
    },
  });
  expect(readAssembly(dir)).toEqual({
    ok: true,
    value: {
      stacks: [
        {
          id: 'a',
          name: 'named',
          region: 'us-east-1',
          template: { Resources: { X: {} } },
          file: path.join(dir, 'a.json'),
        },
        {
          id: 'b',
          name: 'b',
          account: '123456789012',
          template: { Resources: {} },
          file: path.join(dir, 'b.json'),
        },
      ],
    },
  });
});

test('stacks of nested assemblies are read too', () => {
  write('manifest.json', {
    artifacts: { stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'inner' } } },
  });
  write('inner/manifest.json', { artifacts: { deep: stackArtifact('deep.json') } });
  write('inner/deep.json', {});
  expect(readAssembly(dir)).toMatchObject({ ok: true, value: { stacks: [{ id: 'deep' }] } });
});

test('a nested stack of the CDK is read from its asset, with what it is given', () => {
  const Nested = {
    Type: 'AWS::CloudFormation::Stack',
    Properties: { TemplateURL: { 'Fn::Sub': 'https://s3/x' }, Parameters: { Vpc: { Ref: 'Vpc' } } },
    Metadata: { 'aws:asset:path': 'a.Nested.nested.template.json', 'aws:asset:property': 'TemplateURL' },
  };
  write('manifest.json', { artifacts: { a: stackArtifact('a.json') } });
  write('a.json', { Resources: { Nested } });
  write('a.Nested.nested.template.json', { Resources: { Inner: { Type: 'T' } } });
  expect(readAssembly(dir)).toMatchObject({
    ok: true,
    value: {
      stacks: [
        { id: 'a' },
        {
          id: 'a.Nested',
          region: 'us-east-1',
          template: { Resources: { Inner: { Type: 'T' } } },
          parameters: { Vpc: { value: { Ref: 'Vpc' }, stack: 'a' } },
          parent: { stack: 'a', logicalId: 'Nested' },
        },
      ],
    },
  });
});

test('fails when there is no such directory', () => {
  const read = readAssembly(path.join(dir, 'nowhere'));
  expect(read).toMatchObject({
    ok: false,
    error: [{ code: 'verify-not-an-assembly', problem: 'cannot be read', got: 'ENOENT' }],
  });
});

test('fails when there is neither a manifest nor a template', () => {
  expect(problems()).toEqual([': there are no templates']);
});

test('fails when the manifest is not JSON', () => {
  write('manifest.json', '{');
  expect(problems()).toEqual(['manifest.json: is not JSON']);
});

test.each([[[]], [{}], [{ artifacts: [] }], ['"text"']])('fails when the manifest is %j', (manifest) => {
  write('manifest.json', manifest);
  expect(problems()).toEqual(['manifest.json: lists no artifacts']);
});

test('fails when there are no stacks', () => {
  write('manifest.json', { artifacts: {} });
  expect(problems()).toEqual(['manifest.json: has no stacks']);
});

test('fails with every stack that cannot be read', () => {
  write('manifest.json', {
    artifacts: {
      bare: { type: 'aws:cloudformation:stack', properties: {} },
      gone: stackArtifact('gone.json'),
      torn: stackArtifact('torn.json'),
      whole: stackArtifact('whole.json'),
    },
  });
  write('torn.json', '{"Resources":');
  write('whole.json', {});
  expect(problems()).toEqual([
    'manifest.json: stack bare names no template file',
    'gone.json: cannot be read',
    'torn.json: is not JSON',
  ]);
});

test('fails when assemblies are nested without end', () => {
  write('manifest.json', { artifacts: { self: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } });
  expect(problems()).toEqual(['manifest.json: assemblies are nested too deeply']);
});
