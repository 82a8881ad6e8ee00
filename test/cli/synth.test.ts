import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createColors } from 'picocolors';
import type { Io } from '../../lib/cli/io';
import { type SynthOptions, synth } from '../../lib/cli/synth';
import { assemblyOf } from '../support/assembly';
import { temporaryFolder } from '../support/folders';
import { triangle } from '../support/topologies';

const EXAMPLE = path.join(__dirname, '../../examples/backbone.yaml');

function run(file: string, options: Partial<SynthOptions> = {}) {
  const [said, complained]: [string[], string[]] = [[], []];
  const io: Io = {
    out: (text) => void said.push(text),
    err: (text) => void complained.push(text),
    colors: createColors(false),
    status: () => {},
  };
  const output = path.join(temporaryFolder(), 'out');
  return { code: synth(file, { ...options, output }, io), said, complained: complained.join('\n'), output };
}

function variant(change: (text: string) => string): string {
  const file = path.join(temporaryFolder(), 'backbone.yaml');
  writeFileSync(file, change(readFileSync(EXAMPLE, 'utf8')));
  return file;
}

test('prints the stacks in the order of deployment', () => {
  assemblyOf(triangle());
  const { code, said, output } = run(EXAMPLE);
  expect(code).toBe(0);
  expect(said).toEqual([
    'acme-cmh  us-east-2',
    'acme-iad  us-east-1',
    'acme-pdx  us-west-2',
    'acme-link-cmh-pdx  us-west-2',
    'acme-link-iad-cmh  us-east-1',
    'acme-link-iad-pdx  us-west-2',
    'acme-link-state  us-east-1',
    'acme-cmh-routes  us-east-2',
    'acme-cmh-controller  us-east-2',
    'acme-iad-routes  us-east-1',
    'acme-iad-controller  us-east-1',
    'acme-pdx-routes  us-west-2',
    'acme-pdx-controller  us-west-2',
    'acme-cmh-signals  us-east-2',
    'acme-cmh-probes  us-east-2',
    'acme-iad-signals  us-east-1',
    'acme-iad-probes  us-east-1',
    'acme-pdx-signals  us-west-2',
    'acme-pdx-probes  us-west-2',
    'acme-dashboard  us-east-1',
  ]);
  expect(existsSync(path.join(output, 'manifest.json'))).toBe(true);
});

test('says the same to programs', () => {
  const { code, said, output } = run(EXAMPLE, { json: true });
  expect(code).toBe(0);
  const { stacks, ...rest } = JSON.parse(said.join('\n'));
  expect(rest).toEqual({ output, findings: [] });
  expect(stacks.slice(0, 2)).toEqual([
    { name: 'acme-cmh', region: 'us-east-2' },
    { name: 'acme-iad', region: 'us-east-1' },
  ]);
});

test('fails with every mistake of the file and writes nothing', () => {
  const { code, said, complained, output } = run(variant((text) => text.replaceAll('cost: 10', 'cost: 0')));
  expect(code).toBe(1);
  expect(said).toEqual([]);
  expect(complained.match(/backbone\.yaml:\d+:\d+ /g)).toHaveLength(3);
  expect(existsSync(output)).toBe(false);
});

test('warns of what is left out, with its code, and writes the rest', () => {
  const existing = 'asn: 64512\n    transitGatewayId: tgw-0a1b2c3d4e5f60718';
  const { code, complained, output } = run(
    variant((text) => `${text.replace('asn: 64512', existing)}shareWith: ["111122223333"]\n`),
  );
  expect(code).toBe(0);
  expect(complained).toContain(
    'sites.iad.transitGatewayId  warning: the existing gateway tgw-0a1b2c3d4e5f60718 is not shared with shareWith',
  );
  expect(complained).toContain('stacks-existing-not-shared');
  expect(existsSync(path.join(output, 'manifest.json'))).toBe(true);
});

test('fails with what is not built yet and writes nothing', () => {
  const { code, complained, output } = run(
    variant((text) => text.replace('asn: 64512', 'asn: 64512\n    account: "111122223333"')),
  );
  expect(code).toBe(1);
  expect(complained).toContain('a backbone in several accounts cannot be built yet');
  expect(existsSync(path.join(output, 'manifest.json'))).toBe(false);
});

const FRAGILE = (text: string) => text.replace(/^ {2}cmh-pdx:.*\n/m, '');

test('fails where a flow does not survive what it must, and leaves the templates for a closer look', () => {
  const { code, said, complained, output } = run(variant(FRAGILE));
  expect(code).toBe(1);
  expect(said).toHaveLength(19);
  expect(complained).toContain('error    verify-single-point-of-failure');
  expect(complained).toContain('link iad-pdx is the only way for cmh to pdx, iad to pdx, pdx to cmh, pdx to iad');
  expect(complained).toContain(`do not survive what they must; see \`detour verify ${output} --trace\``);
  expect(existsSync(path.join(output, 'manifest.json'))).toBe(true);
  const report = JSON.parse(readFileSync(path.join(output, 'validation-report.json'), 'utf8'));
  expect(report.pluginReports).toContainEqual(expect.objectContaining({ pluginName: 'Detour', conclusion: 'failure' }));
});

test('verifies nothing where somebody insists, and says so', () => {
  const { code, complained } = run(variant(FRAGILE), { verify: false });
  expect(code).toBe(0);
  expect(complained).toContain('NOT VERIFIED');
  expect(complained).not.toContain('verify-single-point-of-failure');
});

test('goes through with what the topology file accepts, and says what that is and why', () => {
  const accepted = ['iad-cmh', 'iad-pdx'].flatMap((link) =>
    ['verify-single-point-of-failure', 'verify-dead-link'].map(
      (finding) => `  - { finding: ${finding}, failed: [${link}], reason: ${link} gets a second link in March }`,
    ),
  );
  const file = variant((text) => `${FRAGILE(text)}accept:\n${accepted.join('\n')}\n`);
  const { code, complained } = run(file);
  expect(code).toBe(0);
  expect(complained).toContain(
    'acknowledged  verify-single-point-of-failure[iad-pdx]: iad-pdx gets a second link in March',
  );
  const { findings } = JSON.parse(run(file, { json: true }).said.join('\n'));
  expect(findings).toContainEqual(
    expect.objectContaining({
      severity: 'info',
      acknowledged: {
        severity: 'error',
        id: 'verify-dead-link[iad-cmh]',
        reason: 'iad-cmh gets a second link in March',
      },
    }),
  );
});
