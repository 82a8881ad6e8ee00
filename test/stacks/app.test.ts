import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { synthesize } from '../../lib/stacks/synthesize';
import { loadTopology } from '../../lib/topology/load';
import { temporaryFolder } from '../support/folders';

const ROOT = path.join(__dirname, '../..');
const EXAMPLE = path.join(ROOT, 'examples/backbone.yaml');

/** Nothing of this machine's AWS set-up, so that a look-up or a call would fail. */
const OFFLINE = { ...process.env, AWS_PROFILE: '', AWS_EC2_METADATA_DISABLED: 'true', HOME: temporaryFolder() };

function templates(folder: string): Record<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

function app(topology: string, more: Readonly<Record<string, string>> = {}) {
  const context = JSON.stringify({ topology, ...more });
  return spawnSync(process.execPath, ['-r', 'ts-node/register', 'bin/app.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...OFFLINE, CDK_OUTDIR: temporaryFolder(), CDK_CONTEXT_JSON: context },
  });
}

test("the CDK's command line and ours give the same templates, byte for byte", () => {
  const [theirs, ours] = [temporaryFolder(), temporaryFolder()];
  const cdk = path.join(ROOT, 'node_modules/aws-cdk/bin/cdk');
  execFileSync(process.execPath, [cdk, 'synth', '-q', '-c', `topology=${EXAMPLE}`, '-o', theirs], {
    cwd: ROOT,
    env: OFFLINE,
    stdio: 'pipe',
  });
  const loaded = loadTopology(EXAMPLE);
  if (!loaded.ok) throw new Error('the example has mistakes');
  synthesize(loaded.value, ours);
  expect(Object.keys(templates(ours))).toHaveLength(20);
  expect(templates(theirs)).toEqual(templates(ours));
});

/** Without a link of the triangle, so that the others are single points of failure. */
function fragile(): string {
  const file = path.join(temporaryFolder(), 'fragile.yaml');
  writeFileSync(file, readFileSync(EXAMPLE, 'utf8').replace(/^ {2}cmh-pdx:.*\n/m, ''));
  return file;
}

test("the CDK's command line fails where a flow does not survive what it must, and names the construct", () => {
  const cdk = path.join(ROOT, 'node_modules/aws-cdk/bin/cdk');
  const args = [cdk, 'synth', '-q', '-c', `topology=${fragile()}`, '-o', temporaryFolder()];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, env: OFFLINE, encoding: 'utf8' });
  expect(status).toBe(1);
  const printed = stdout + stderr;
  expect(printed).toContain('ERROR link iad-pdx is the only way for cmh to pdx, iad to pdx, pdx to cmh, pdx to iad');
  expect(printed).toContain('acme-link-iad-pdx/Peering/Attachment');
  expect(printed.match(/Acknowledge with 'Detour::verify-single-point-of-failure\[iad-pdx\]'/g)).toHaveLength(1);
});

test('goes through unverified where somebody insists, and says so', () => {
  const { status, stdout, stderr } = app(fragile(), { verify: 'no' });
  expect(status).toBe(0);
  expect(stdout + stderr).toContain('NOT VERIFIED');
  expect(stdout + stderr).not.toContain('verify-single-point-of-failure');
});

test('fails with every mistake of the file, and without a stack trace', () => {
  const file = path.join(temporaryFolder(), 'bad.yaml');
  writeFileSync(file, readFileSync(EXAMPLE, 'utf8').replace('index: 2, cost: 10', 'index: 1, cost: 0'));
  const { status, stderr } = app(file);
  expect(status).toBe(1);
  expect(stderr).toMatch(/bad\.yaml:\d+:\d+ {2}.*(document|topology)-/);
  expect(stderr).not.toContain('    at ');
});

test('warns of what is left out, in the CDK report and with its code', () => {
  const file = path.join(temporaryFolder(), 'left-out.yaml');
  const text = readFileSync(EXAMPLE, 'utf8').replace(
    'asn: 64512',
    'asn: 64512\n    transitGatewayId: tgw-0a1b2c3d4e5f60718',
  );
  writeFileSync(file, `${text}shareWith: ["111122223333"]\n`);
  const { status, stdout, stderr } = app(file);
  expect(status).toBe(0);
  expect(stdout + stderr).toContain(
    'sites.iad.transitGatewayId: the existing gateway tgw-0a1b2c3d4e5f60718 is not shared',
  );
  expect(stdout + stderr).toContain('stacks-existing-not-shared');
});

test('fails with what is not built yet, and without a stack trace', () => {
  const file = path.join(temporaryFolder(), 'unbuilt.yaml');
  writeFileSync(file, readFileSync(EXAMPLE, 'utf8').replace('asn: 64512', 'asn: 64512\n    account: "111122223333"'));
  const { status, stderr } = app(file);
  expect(status).toBe(1);
  expect(stderr).toContain('a backbone in several accounts cannot be built yet');
  expect(stderr).not.toContain('    at ');
});
