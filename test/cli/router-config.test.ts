import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../lib/cli/io';
import { main } from '../../lib/cli/main';
import { temporaryFolder } from '../support/folders';
import { recordingIo } from '../support/io';

const HYBRID = 'examples/hybrid.yaml';
const PEERS = [
  'ord-iad-dx.1=169.254.255.2,169.254.255.1,GigabitEthernet0/0/1.101',
  'ord-iad-vpn.1=169.254.10.1',
  'ord-iad-vpn.2=169.254.10.5',
  'ord-pdx-dx.1=169.254.255.6,169.254.255.5,GigabitEthernet0/0/1.102',
].flatMap((peer) => ['--peer', peer]);

/** `detour router-config` with these arguments. */
async function run(...args: readonly string[]) {
  const io = recordingIo();
  const before = process.exitCode;
  await main(['node', 'detour', 'router-config', ...args], io);
  const code = process.exitCode;
  process.exitCode = before;
  return { code, out: io.printed(), err: io.complained() };
}

const hybrid = (...args: readonly string[]) => run('ord', '--topology', HYBRID, ...args);

describe('detour router-config', () => {
  it.each([
    ['frr', 'router bgp 65010'],
    ['ios-xe', 'event manager applet DETOUR-AVOID-ord-iad-dx authorization bypass'],
    ['junos', 'policy-statement DETOUR-in-ord-iad-dx {'],
  ])('prints the configuration for %s on standard output', async (vendor, line) => {
    const { code, out } = await hybrid('--vendor', vendor);
    expect(code).toBe(EXIT.ok);
    expect(out.split('\n').map((one) => one.trim())).toContain(line);
  });

  it('says on standard error what is to be filled in, and with which options', async () => {
    const { code, err } = await hybrid('--vendor', 'frr');
    expect(code).toBe(EXIT.ok);
    expect(err).toBe(`to be filled in before this goes to a router:
  <FILL-IN:ord-iad-dx.1:amazon-address>
  <FILL-IN:ord-iad-dx.1:key-of-the-virtual-interface>
  <FILL-IN:ord-iad-vpn.1:amazon-address>
  <FILL-IN:ord-iad-vpn.2:amazon-address>
  <FILL-IN:ord-pdx-dx.1:amazon-address>
  <FILL-IN:ord-pdx-dx.1:key-of-the-virtual-interface>
  <FILL-IN:ord-iad-dx.1:interface>
  <FILL-IN:ord-pdx-dx.1:interface>
options that do so:
  --peer ord-iad-dx.1=AMAZON-ADDRESS,,INTERFACE
  --peer ord-iad-vpn.1=AMAZON-ADDRESS
  --peer ord-iad-vpn.2=AMAZON-ADDRESS
  --peer ord-pdx-dx.1=AMAZON-ADDRESS,,INTERFACE`);
  });

  it('puts in what is given, and leaves keys to whoever holds them', async () => {
    const { out, err } = await hybrid('--vendor', 'ios-xe', ...PEERS);
    expect(out).toContain(
      'interface GigabitEthernet0/0/1.101\n description link ord-iad-dx\n encapsulation dot1Q 101\n',
    );
    expect(out).toContain(' ip address 169.254.255.1 255.255.255.252\n');
    expect(out).toContain(' neighbor 169.254.10.5 remote-as 64512\n');
    expect(err).toBe(`to be filled in before this goes to a router:
  <FILL-IN:ord-iad-dx.1:key-of-the-virtual-interface>
  <FILL-IN:ord-pdx-dx.1:key-of-the-virtual-interface>`);
  });

  it('prints the watcher on request, with nothing left to fill in', async () => {
    const { code, out, err } = await hybrid('--vendor', 'junos', '--watcher');
    expect({ code, err }).toEqual({ code: EXIT.ok, err: '' });
    expect(out).toMatch(/^#!\/usr\/bin\/env python3\n/);
  });

  it('prints the same as JSON, in no vendor’s words', async () => {
    const { code, out, err } = await hybrid('--json');
    expect(err).toMatch(/^to be filled in [^:]*:\n {2}<FILL-IN:ord-iad-dx.1:amazon-address>\n/);
    const { site, asn, announces, links } = JSON.parse(out);
    expect(code).toBe(EXIT.ok);
    expect({ site, asn, announces }).toEqual({
      site: 'ord',
      asn: 65010,
      announces: ['10.40.0.0/17', '10.40.128.0/17'],
    });
    expect(links.map(({ name, prepends }: { name: string; prepends: number }) => [name, prepends])).toEqual([
      ['ord-iad-dx', 0],
      ['ord-iad-vpn', 2],
      ['ord-pdx-dx', 1],
    ]);
  });

  it('says which links nothing measures', async () => {
    const file = join(temporaryFolder(), 'topology.yaml');
    writeFileSync(
      file,
      `version: 1
name: acme
sites:
  iad: { kind: aws, region: us-east-1, asn: 64512, cidr: 10.10.0.0/16, vpcs: { core: { cidr: 10.10.0.0/18 } } }
  ord: { kind: on-prem, asn: 65010, cidr: 10.40.0.0/16 }
links:
  a: { kind: site-to-site-vpn, between: [ord, iad], index: 1, cost: 5, customerGateway: { ip: 203.0.113.10 } }
  b: { kind: site-to-site-vpn, between: [ord, iad], index: 2, cost: 6, customerGateway: { ip: 203.0.113.11 },
       probe: { target: 10.40.255.2 } }
`,
    );
    const { code, err } = await run('ord', '--vendor', 'frr', '--topology', file);
    expect(code).toBe(EXIT.ok);
    expect(err).toContain('link a is not measured, so no router sees it drop data: give it a probe target');
    expect(err).not.toContain('link b is not measured');
    const json = await run('ord', '--json', '--topology', file);
    expect(json.err).toContain('link a is not measured');
  });

  it('prints the part of one router, with its own id', async () => {
    const { code, out } = await hybrid('--vendor', 'frr', '--link', 'ord-iad-dx', '--router-id', '10.40.255.4');
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('\n bgp router-id 10.40.255.4\n');
    expect(out).toContain('neighbor ord-iad-dx peer-group\n');
    expect(out).not.toContain('ord-pdx-dx');
    const two = await hybrid('--vendor', 'frr', '--link', 'ord-iad-dx', '--link', 'ord-pdx-dx');
    expect(two.out).toContain('neighbor ord-pdx-dx peer-group\n');
    expect(two.out).not.toContain('ord-iad-vpn');
  });

  it('shows examples in its help', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('detour router-config ord --vendor frr --topology examples/hybrid.yaml > frr.conf');
    expect(out).not.toContain('[]');
  });
});

/** The calls that docs/router-config.md shows, as words. */
const shown = [...readFileSync('docs/router-config.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n'))
  .filter((line) => line.startsWith('detour router-config '))
  .map((line) =>
    line
      .replace(/\s+(>|#).*$/, '')
      .split(/\s+/)
      .slice(2),
  );

describe('docs/router-config.md', () => {
  it.each(shown.map((words) => words.join(' ')))('shows a call that ends well: %s', async (words) => {
    expect((await run(...words.split(' '))).code).toBe(EXIT.ok);
  });

  it('shows every option', async () => {
    const { out } = await run('--help');
    const options = [...out.matchAll(/^ +(?:-h, )?(--[a-z-]+)/gm)].map(([, option]) => option ?? '');
    expect(options).toContain('--peer');
    expect(options.filter((option) => option !== '--help' && !shown.flat().includes(option))).toEqual([]);
  });
});

describe('detour router-config, called wrongly,', () => {
  it.each([
    [
      'a vendor that is not known',
      ['ord', '--topology', HYBRID, '--vendor', 'ios'],
      'Allowed choices are frr, ios-xe, junos',
    ],
    ['no vendor', ['ord', '--topology', HYBRID], '--vendor is missing; allowed: frr, ios-xe, junos; or --json'],
    [
      'a site that is not there',
      ['lhr', '--topology', HYBRID, '--vendor', 'frr'],
      'there is no site lhr; allowed: an on-prem site (ord)',
    ],
    [
      'an AWS site',
      ['iad', '--topology', HYBRID, '--vendor', 'frr'],
      'iad is an AWS site, whose routers are not yours; allowed: an on-prem site (ord)',
    ],
    [
      'a watcher for IOS XE',
      ['ord', '--topology', HYBRID, '--vendor', 'ios-xe', '--watcher'],
      '--watcher is for frr and junos',
    ],
    [
      'a watcher in no vendor’s words',
      ['ord', '--topology', HYBRID, '--json', '--watcher'],
      "--json is in no vendor's words; allowed: without --watcher",
    ],
    [
      'a vendor for no vendor’s words',
      ['ord', '--topology', HYBRID, '--json', '--vendor', 'frr'],
      "--json is in no vendor's words; allowed: without --vendor",
    ],
    [
      'a link that is not there',
      ['ord', '--topology', HYBRID, '--vendor', 'frr', '--link', 'iad-pdx'],
      'ord has no link iad-pdx; allowed: ord-iad-dx, ord-iad-vpn, ord-pdx-dx',
    ],
    [
      'a router id that is none',
      ['ord', '--topology', HYBRID, '--vendor', 'frr', '--router-id', '10.40'],
      'got the router id 10.40; allowed: an IPv4 address',
    ],
    [
      'a session of a link that another router has',
      ['ord', '--topology', HYBRID, '--vendor', 'frr', '--link', 'ord-iad-dx', '--peer', 'ord-iad-vpn.1=169.254.1.1'],
      'this router of ord has no session ord-iad-vpn.1; allowed: ord-iad-dx.1',
    ],
    [
      'a session that is not there',
      ['ord', '--topology', HYBRID, '--vendor', 'frr', '--peer', 'ord-iad-vpn.3=169.254.1.1'],
      'ord has no session ord-iad-vpn.3; allowed: ord-iad-dx.1, ord-iad-vpn.1, ord-iad-vpn.2, ord-pdx-dx.1',
    ],
    [
      'an address that is none',
      ['ord', '--topology', HYBRID, '--vendor', 'frr', '--peer', 'ord-iad-vpn.1=169.254.1'],
      'got 169.254.1 in ord-iad-vpn.1=169.254.1; allowed: an IPv4 address',
    ],
    [
      'an interface that is none',
      ['ord', '--topology', HYBRID, '--vendor', 'frr', '--peer', 'ord-iad-vpn.1=,,a b'],
      'got a b in ord-iad-vpn.1=,,a b; allowed: the name of an interface',
    ],
    [
      'a value without a session',
      ['ord', '--topology', HYBRID, '--vendor', 'frr', '--peer', '169.254.1.1'],
      'allowed: SESSION=AMAZON-ADDRESS[,CUSTOMER-ADDRESS[,INTERFACE]]',
    ],
    [
      'two values for a session',
      [
        'ord',
        '--topology',
        HYBRID,
        '--vendor',
        'frr',
        '--peer',
        'ord-iad-vpn.1=169.254.1.1',
        '--peer',
        'ord-iad-vpn.1=169.254.1.5',
      ],
      'got two values for ord-iad-vpn.1; allowed: one',
    ],
  ])('fails on %s', async (_what, args, said) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: EXIT.usage, out: '' });
    expect(err).toContain(said);
  });

  it('fails without a topology file, with its name', async () => {
    const { code, out, err } = await run('ord', '--vendor', 'frr', '--topology', 'nowhere.yaml');
    expect({ code, out }).toEqual({ code: EXIT.problem, out: '' });
    expect(err).toContain('nowhere.yaml:1:1  the file cannot be read');
  });

  it('fails on a topology with mistakes, with all of them', async () => {
    const { code, err } = await run('ord', '--vendor', 'frr', '--topology', 'examples/broken/costs.yaml');
    expect(code).toBe(EXIT.problem);
    expect(err).toContain('examples/broken/costs.yaml');
  });
});
