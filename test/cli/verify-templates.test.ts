import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createColors } from 'picocolors';
import type { Io } from '../../lib/cli/io';
import { type VerifyOptions, verify } from '../../lib/cli/verify';
import { temporaryFolder } from '../support/folders';
import { EAST, KNOWN, WEST } from '../support/two-regions';

const dir = temporaryFolder();

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  writeFileSync(path.join(dir, file), text);
}

write('us-east-1/east.yaml', EAST);
write('us-west-2/west.yaml', WEST);
write('package.json', '{"name": "network"}');

function run(options: VerifyOptions = {}, where = dir) {
  const [out, err]: [string[], string[]] = [[], []];
  const io: Io = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    colors: createColors(false),
    status: () => {},
  };
  const code = verify(where, options, io);
  return { code, out: out.join('\n'), err: err.join('\n').replaceAll(`${dir}/`, '') };
}

interface Json {
  readonly results: readonly { readonly scenario: { readonly links: readonly unknown[] }; readonly outcome: string }[];
  readonly read: { readonly missing: readonly { readonly parameter: string }[] };
}

function outcomes(options: VerifyOptions): readonly string[] {
  const { results } = JSON.parse(run({ ...options, json: true }).out) as Json;
  return [...new Set(results.flatMap(({ scenario, outcome }) => (scenario.links.length === 0 ? [outcome] : [])))];
}

test('it is said what was read and left out, and what to type to know more', () => {
  const { err } = run();
  expect(err).toContain(`2 stacks are read:
  east  us-east-1  us-east-1/east.yaml
  west  us-west-2  us-west-2/west.yaml
  package.json is left out: it has no Resources`);
  expect(err).toContain(`routes depend on what the templates do not say; tell it:
  --parameter east.PeerGateway=…  String  the gateway in the west
  --parameter west.PeeringId=…    String`);
});

test('what nobody tells is unknown, and told it is delivered', () => {
  expect(outcomes({})).toEqual(['unknown']);
  expect(outcomes({ parameter: [...KNOWN] })).toEqual(['delivered']);
  expect(run({ parameter: [...KNOWN] }).err).not.toContain('tell it');
});

test('a value decides: a block that is somewhere else is not reached', () => {
  expect(outcomes({ parameter: [...KNOWN, 'east.Elsewhere=10.9.0.0/16'] })).not.toContain('unknown');
  expect(outcomes({ parameter: [...KNOWN, 'east.Elsewhere=10.9.0.0/16'] })).not.toEqual(['delivered']);
});

test('a program is told the same', () => {
  const { read } = JSON.parse(run({ json: true }).out) as Json;
  expect(read).toMatchObject({
    stacks: [{ id: 'east', region: 'us-east-1' }, { id: 'west' }],
    missing: [{ stack: 'east', parameter: 'PeerGateway', description: 'the gateway in the west' }, { stack: 'west' }],
  });
});

test('fails with every mistake and its place, and judges nothing', () => {
  write('broken/a.yaml', 'Resources:\n  Vpc: !Reff x\n');
  write('broken/b.yaml', 'Resources:\n  Vpc: {Typ: x}\n');
  const { code, out, err } = run({}, path.join(dir, 'broken'));
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('broken/a.yaml:2:14  a tag is no function of CloudFormation  template-tag');
  expect(err).toContain('broken/b.yaml:2:3  resource Vpc has no type  template-shape');
});
