// What is said of templates that somebody wrote, where two versions of them are compared.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type DiffOptions, diff } from '../../../lib/cli/diff/diff';
import { DIFFERENCE } from '../../../lib/verify/diff/difference-schema';
import { EXAMPLES } from '../../support/broken';
import { temporaryFolder } from '../../support/folders';
import { recordingIo } from '../../support/io';
import { EAST, KNOWN, WEST } from '../../support/two-regions';

const dir = temporaryFolder();

function write(file: string, text: string): string {
  const full = path.join(dir, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

/** A network in a folder of its own. */
function network(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) write(`${name}/${file}`, text);
  return path.join(dir, name);
}

const BOTH = { 'us-east-1/east.yaml': EAST, 'us-west-2/west.yaml': WEST };
const before = network('before', BOTH);
const after = network('after', {
  ...BOTH,
  'us-east-1/east.yaml': EAST.replace('Elsewhere:', 'Far: {Type: String}\n  Elsewhere:').replace(
    'DestinationCidrBlock: !Ref Elsewhere, Tr',
    'DestinationCidrBlock: !Ref Far, Tr',
  ),
});

async function run(base: string, head: string, options: Partial<DiffOptions> = {}) {
  const io = recordingIo();
  const code = await diff(base, head, { failOn: 'worse', ...options }, io);
  return { code, out: io.printed(), err: io.complained() };
}

async function outcomes(base: string, head: string, options: Partial<DiffOptions>) {
  const { out } = await run(base, head, { ...options, json: true });
  const { verdict, paths } = DIFFERENCE.parse(JSON.parse(out));
  return { verdict, ways: [...new Set(paths.map((change) => `${change.before.outcome} to ${change.after.outcome}`))] };
}

test('both sides are told the same, and asked for what nobody says', async () => {
  const { err } = await run(before, after);
  expect(err.match(/--parameter east\.PeerGateway=…/g)).toHaveLength(1);
  expect(err).toContain('--parameter east.Far=…');
  const told = await run(before, before, { parameter: [...KNOWN] });
  expect(told.err).not.toContain('tell it');
  expect(told.out).toContain('No change at all');
});

test('a parameter that comes with the change is of one side alone', async () => {
  const right = { parameter: [...KNOWN, 'Far=10.2.0.0/16'] };
  expect(await outcomes(before, after, right)).toEqual({ verdict: 'same', ways: [] });
  const wrong = { parameter: [...KNOWN, 'Far=10.9.0.0/16'] };
  expect(await outcomes(before, after, wrong)).toEqual({ verdict: 'worse', ways: ['delivered to no-path'] });
  expect(await outcomes(after, before, wrong)).toEqual({ verdict: 'better', ways: ['no-path to delivered'] });
});

test('a stack that comes with the change is of one side alone, with what others take from it', async () => {
  const alone = network('alone', { 'us-east-1/east.yaml': EAST });
  const said = { parameter: [...KNOWN], region: ['west.yaml=us-west-2'], stackName: ['west.yaml=prod-west'] };
  const { code, out, err } = await run(alone, before, said);
  expect({ code, first: out.split('\n')[0] }).toEqual({ code: 0, first: expect.stringContaining('No change') });
  expect(err).not.toContain('template-');
});

test('fails on what neither side has, once', async () => {
  const { code, out, err } = await run(before, after, { parameter: ['Nothing=1', 'Far=10.2.0.0/16'] });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.match(/template-parameter-unknown/g)).toHaveLength(1);
  expect(err).toContain('--parameter Nothing');
  const stack = await run(before, after, { stackName: ['north.yaml=n'] });
  expect(stack.err.match(/template-stack-unknown/g)).toHaveLength(1);
});

test('files of parameters may change with the templates', async () => {
  const known = JSON.stringify(Object.fromEntries(KNOWN.map((text) => text.split('='))));
  const old = write('old.json', known);
  const fresh = write('new.json', JSON.stringify({ ...JSON.parse(known), Far: '10.9.0.0/16' }));
  const files = { parameters: [fresh], baseParameters: [old] };
  expect(await outcomes(before, after, files)).toEqual({ verdict: 'worse', ways: ['delivered to no-path'] });
  expect(await outcomes(before, after, { ...files, parameter: ['Far=10.2.0.0/16'] })).toMatchObject({
    verdict: 'same',
  });
});

test('fails on a name in a file that is of one side, and which that side does not have', async () => {
  const strange = write('strange.json', '{"Far": "10.2.0.0/16"}');
  const empty = write('empty.json', '{}');
  const { code, err } = await run(before, after, { parameters: [empty], baseParameters: [strange] });
  expect(code).toBe(1);
  expect(err).toContain('template-parameter-unknown');
});

test('fails where nothing that is compared is a template', async () => {
  const topology = path.join(EXAMPLES, 'backbone.yaml');
  const { code, out, err } = await run(topology, topology, { parameter: ['Far=1'] });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('something is said of templates, and none are compared');
});
