import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { main } from '../../lib/cli/main';
import { rehearse } from '../../lib/cli/rehearse';
import { temporaryFolder } from '../support/folders';
import { recordingIo } from '../support/io';

const TOPOLOGY = 'examples/backbone.yaml';
const SCENARIO = 'examples/scenarios/2025-10-01.yaml';
const folder = temporaryFolder();
const output = path.join(folder, 'cdk.out');

/** A copy of an example with some of its text replaced. */
function edited(file: string, change: (text: string) => string): string {
  const copy = path.join(folder, `${Math.abs(change.toString().length)}-${path.basename(file)}`);
  copyFileSync(file, copy);
  writeFileSync(copy, change(readFileSync(file, 'utf8')));
  return copy;
}

async function run(topology: string, scenario: string, json = false) {
  const io = recordingIo();
  const code = await rehearse(topology, scenario, { output, json }, io);
  return { code, out: io.printed(), err: io.complained() };
}

test('the example is proven, replayed three times and summed up', async () => {
  const { code, out, err } = await run(TOPOLOGY, SCENARIO);
  expect(code).toBe(0);
  expect(out).toContain('✔ every flow survives what it must');
  expect(out).toContain('as it happened, without Detour');
  expect(out).toContain('with Detour, no notice');
  expect(out).toContain('with Detour, announced');
  expect(out).toMatch(/outage without Detour 77:00; with Detour [2-4]\.\d\d s unannounced, 0 s announced$/);
  expect(err).toMatch(/synthesizing acme/);
  expect(out).not.toContain('\u001b');
});

test('on premises behind Direct Connect and a VPN, it says who waited for what', async () => {
  const { code, out } = await run('examples/hybrid.yaml', 'examples/scenarios/grey-dx.yaml');
  expect(code).toBe(0);
  const waits = out.slice(out.indexOf('── who waited for what'));
  expect(waits).toMatch(/iad\/core → ord {2}lost for 77:00, then over ord-iad-dx\n +end of the fault 77:00\n/);
  expect(waits).toMatch(
    /ord → iad\/core {2}lost for \d\.\d\d s, then over ord-iad-vpn\n +detection \S+ s, decision \S+ s, EC2 API \S+ s, BGP update \S+ s\n/,
  );
  expect(waits).toMatch(
    /ord → iad\/core {2}moves to ord-pdx-dx › iad-pdx\n +Direct Connect API \S+ s, announcement time of ord-pdx-dx 5:00, BGP update \S+ s\n/,
  );
  expect(waits).toContain('│ Direct Connect API calls │ none');
  expect(waits).toMatch(/outage without Detour 77:00; with Detour \d\.\d\d s unannounced, 0 s announced$/);
});

test('a second fault is told as well', async () => {
  const { code, out } = await run('examples/hybrid.yaml', 'examples/scenarios/double-fault.yaml');
  expect(code).toBe(0);
  expect(out).toContain('BGP gives up its session over ord-iad-vpn');
  expect(out).toContain('BGP has its session over ord-iad-vpn back');
  expect(out).toMatch(/outage without Detour 40:00; with Detour 3:\d\d unannounced, 0 s announced$/);
});

test('its help says what can be rehearsed', async () => {
  const io = recordingIo();
  await main(['node', 'detour', 'rehearse', '--help'], io);
  expect(io.printed()).toContain('detour rehearse examples/backbone.yaml examples/scenarios/2025-10-01.yaml');
  process.exitCode = 0;
});

test("fails for a topology of one's own without a scenario, and says what to write", async () => {
  const io = recordingIo();
  await main(['node', 'detour', 'rehearse', TOPOLOGY], io);
  expect(io.complained()).toBe(
    'error: no scenario is named to rehearse examples/backbone.yaml by; write one about its links, such as examples/scenarios/grey-dx.yaml',
  );
  expect(io.printed()).toBe('');
  expect(process.exitCode).toBe(2);
  process.exitCode = 0;
});

test('as JSON it prints the same facts and nothing else', async () => {
  const { out } = await run(TOPOLOGY, SCENARIO, true);
  const facts = JSON.parse(out);
  expect(Object.keys(facts)).toEqual(['topology', 'verification', 'scenario', 'replays']);
  expect(facts.replays.map(({ run: name }: { run: string }) => name)).toEqual([
    'without-detour',
    'unannounced',
    'announced',
  ]);
  expect(facts.replays[2].flows.map(({ lost }: { lost: number }) => lost)).toEqual([0, 0]);
});

test('fails with exit code 1 on a backbone with a single point of failure, and replays it all the same', async () => {
  const fragile = edited(TOPOLOGY, (text) => text.replace(/^ {2}cmh-pdx: .*$/m, ''));
  const { code, out } = await run(fragile, SCENARIO);
  expect(code).toBe(1);
  expect(out).toContain('verify-single-point-of-failure');
  expect(out).toContain('outage without Detour 77:00; with Detour 77:00 unannounced, 77:00 announced');
});

test('fails on broken input before anything is synthesized, with the place of each mistake', async () => {
  const wrong = edited(SCENARIO, (text) => text.replaceAll('iad-pdx', 'iad-pxd'));
  const { code, out, err } = await run(TOPOLOGY, wrong);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/2025-10-01\.yaml:\d+:\d+/);
  expect(err).toContain('did you mean iad-pdx');
  expect(err).not.toContain('synthesizing');
});
