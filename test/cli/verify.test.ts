import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createColors } from 'picocolors';
import type { Io } from '../../lib/cli/io';
import { verify } from '../../lib/cli/verify';
import type { Assembly } from '../../lib/verify/assembly';
import { temporaryFolder } from '../support/folders';
import { changed, resources, synthesized } from '../support/judged';
import { peering, triangle } from '../support/topologies';

let dir: string;

beforeEach(() => {
  dir = temporaryFolder();
});

function write({ stacks }: Assembly): void {
  const artifacts = Object.fromEntries(
    stacks.map(({ id, region }) => [
      id,
      {
        type: 'aws:cloudformation:stack',
        environment: `aws://unknown-account/${region}`,
        properties: { templateFile: `${id}.json` },
      },
    ]),
  );
  writeFileSync(path.join(dir, 'manifest.json'), JSON.stringify({ artifacts }));
  for (const { id, template } of stacks) writeFileSync(path.join(dir, `${id}.json`), JSON.stringify(template));
}

function run(options: { json?: boolean; trace?: boolean } = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const io: Io = {
    out: (t) => void out.push(t),
    err: (t) => void err.push(t),
    colors: createColors(false),
    status: () => {},
  };
  const code = verify(dir, options, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const assembly = synthesized(triangle());

test('the example survives, with exit code 0', () => {
  write(assembly);
  const { code, out, err } = run();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(
    '│ iad → pdx │ ✔ iad-pdx      │ ✔ iad-pdx              │ ✔ iad-pdx              │ ✔ iad-cmh › cmh-pdx    │',
  );
});

test('fails with exit code 1 when a link is a single point of failure', () => {
  write(synthesized(triangle({ links: [peering('iad', 'pdx', 1), peering('iad', 'cmh', 2)] })));
  const { code, out } = run();
  expect(code).toBe(1);
  expect(out).toContain('link iad-pdx is the only way for cmh to pdx, iad to pdx, pdx to cmh, pdx to iad');
});

test('JSON is all that is printed, and it has no hops unless they are asked for', () => {
  write(assembly);
  const [brief, full] = [run({ json: true }), run({ json: true, trace: true })];
  expect(brief.code).toBe(0);
  const value = JSON.parse(brief.out);
  expect(Object.keys(value)).toEqual(expect.arrayContaining(['flows', 'scenarios', 'results', 'findings']));
  const single = value.results.filter(({ scenario }: { scenario: { links: unknown[] } }) => scenario.links.length < 2);
  expect(single).toHaveLength(60);
  expect(brief.out).not.toContain('"hops"');
  expect(JSON.parse(full.out).results[0].hops[1].matched).toMatchObject({ prefix: '10.10.0.0/16', origin: 'static' });
});

test('fails with exit code 1 and says what to do when the directory is no assembly', () => {
  const { code, out, err } = run();
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain(`${dir}:1:1  there are no templates`);
  expect(err).toContain('a directory that `cdk synth` wrote, or CloudFormation templates');
});

test('a template cannot repaint the terminal', () => {
  const [route] = resources(assembly, 'AWS::EC2::TransitGatewayRoute');
  if (!route) throw new Error('there is no route');
  write(changed(assembly, route, { DestinationCidrBlock: '\u001b[2Jnothing to see' }));
  const { code, out } = run({ trace: true });
  expect(code).toBe(1);
  expect(out).not.toContain('\u001b');
  expect(out).toContain('\\u001b[2Jnothing to see');
});
