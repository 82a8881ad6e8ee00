// What is in the code of each Lambda function: nothing that it does not use.

import { join } from 'node:path';
import { contentsOf, type Description } from '../../.tools/bundles/contents';
import { describeBundles } from '../../.tools/bundles/describe';
import { bundleFindings, type Reviewed } from '../../.tools/bundles/review';
import { bundlesPage, bundleTable } from '../../.tools/bundles/texts';

/** Which services each function asks. Every line was looked at: a new function needs one, and so does a new client. */
const REVIEWED: Reviewed = {
  'allowed-prefixes': ['direct-connect'],
  'attachment-lookup': ['ec2'],
  'customer-gateway': ['ec2'],
  'drain-guard': ['cloudformation', 'direct-connect', 'dynamodb', 'ec2', 'ssm'],
  'health-event': ['dynamodb', 'ssm'],
  'hosted-interface': ['direct-connect'],
  'link-status': ['direct-connect', 'dynamodb', 'ec2', 'ssm'],
  'maintenance-mail': ['dynamodb', 's3', 'ssm'],
  'managed-prefix-list': ['ec2'],
  'names-audit': ['cloudformation', 'dynamodb', 'route-53', 'ssm'],
  order: ['dynamodb', 'ssm'],
  'peering-acceptance': ['ec2'],
  prober: ['dynamodb'],
  reconciler: ['cloudwatch', 'direct-connect', 'dynamodb', 'ec2', 'eventbridge', 'sns', 'ssm'],
  'responder-address': ['ec2'],
  settle: ['cloudformation', 'direct-connect', 'dynamodb', 'ec2', 'lambda', 'ssm'],
  'status-view': ['dynamodb', 'ssm'],
  'stream-lookup': ['dynamodb'],
};

const bundles = describeBundles().map(contentsOf);
const fixtures = describeBundles(join(__dirname, '../fixtures/handlers')).map(contentsOf);

const CORE = 'node_modules/@smithy/core/dist-es/index.js';
const EC2 = 'node_modules/@aws-sdk/client-ec2/dist-es/EC2Client.js';
const SEARCH = 'node_modules/@aws-sdk/client-ec2/dist-es/commands/SearchTransitGatewayRoutesCommand.js';

/** A bundle that is as it should be, but for the difference. */
function bundleOf(difference: Partial<Description> = {}) {
  const inputs = { 'lib/a.ts': 10, [CORE]: 500, [EC2]: 100, [SEARCH]: 50 };
  return contentsOf({ handler: 'a', minifiedBytes: 660, sourceMapBytes: 40, gzipBytes: 99, inputs, ...difference });
}

describe('a bundle', () => {
  it('is told by its packages, the largest first, and by the clients in it with what they are asked', () => {
    expect(bundleOf()).toEqual({
      handler: 'a',
      minifiedBytes: 660,
      gzipBytes: 99,
      withSourceMapBytes: 700,
      clients: [{ service: 'ec2', bytes: 150, calls: ['SearchTransitGatewayRoutes'] }],
      packages: [
        { name: '@smithy/core', bytes: 500 },
        { name: '@aws-sdk/client-ec2', bytes: 150 },
        { name: 'detour', bytes: 10 },
      ],
      languages: [],
    });
  });

  it('does not have what nothing was kept of, and has a package inside another under its own name', () => {
    const inputs = { [EC2]: 0, [`node_modules/a/${CORE}`]: 5, 'node_modules/zod/v4/locales/he.js': 1 };
    expect(bundleOf({ inputs })).toMatchObject({
      clients: [],
      packages: [{ name: '@smithy/core' }, { name: 'zod' }],
      languages: ['he'],
    });
  });
});

describe('the review of bundles', () => {
  const reviewed = { a: ['ec2'] };

  it('finds nothing wrong with a bundle that is as it should be', () => {
    expect(bundleFindings([bundleOf()], reviewed)).toEqual([]);
  });

  it('fails on a bundle of more than two million bytes', () => {
    expect(bundleFindings([bundleOf({ minifiedBytes: 2_000_000 })], reviewed)).toEqual([]);
    expect(bundleFindings([bundleOf({ minifiedBytes: 2_000_001 })], reviewed)).toEqual([
      'a: has 2000001 bytes, use at most 2000000',
    ]);
  });

  it('fails on a client that the list does not have, and on one that only the list has', () => {
    expect(bundleFindings([bundleOf()], { a: ['s3'] })).toEqual([
      'a: has a client for ec2, unreviewed',
      'a: has no client for s3, as reviewed',
    ]);
  });

  it('fails on a function that is not in the list, and on one that is only there', () => {
    expect(bundleFindings([bundleOf()], { b: [] })).toEqual([
      'a: nobody has reviewed which clients it needs',
      'b: is reviewed and not there',
    ]);
  });

  it('fails on clients that are there in vain, also when the list has them', () => {
    const idle = fixtures.filter(({ handler }) => handler === 'idle-clients');
    expect(bundleFindings(idle, { 'idle-clients': ['dynamodb', 'ec2', 's3'] })).toEqual(
      ['dynamodb', 'ec2', 's3'].map(
        (service) => `idle-clients: has a client for ${service} and calls nothing of it, use no client`,
      ),
    );
  });

  it('fails on clients with which the SDK would look for credentials outside of Lambda', () => {
    const inputs = { 'node_modules/@aws-sdk/nested-clients/dist-es/submodules/sts/STSClient.js': 9 };
    expect(bundleFindings([bundleOf({ inputs })], { a: [] })).toEqual([
      'a: has a client for nested-clients and calls nothing of it, use no client',
      'a: has a client for nested-clients, unreviewed',
    ]);
  });

  it('fails on messages of zod that nobody reads', () => {
    const wordy = fixtures.filter(({ handler }) => handler === 'all-languages');
    expect(bundleFindings(wordy, { 'all-languages': [] })).toEqual([
      expect.stringMatching(/^all-languages: has zod's messages in ar, .*, zh-TW, use import \* as z from 'zod'$/),
    ]);
  });

  it('sees what a function really calls of the modules that it imports', () => {
    const [one] = fixtures.filter(({ handler }) => handler === 'one-call');
    expect(one?.clients).toMatchObject([{ service: 'ssm', calls: ['GetParametersByPath'] }]);
  });
});

describe('the bundles of Detour', () => {
  it('are below two megabytes, and have the clients that they use and no others', () => {
    expect(bundles.length).toBeGreaterThan(10);
    expect(bundleFindings(bundles, REVIEWED)).toEqual([]);
  });

  it.each(['drain-guard', 'settle'])(
    'of %s has no call that writes: what looks at a deployment steers nothing',
    (name) => {
      const calls = bundles.flatMap(({ handler, clients }) =>
        handler === name ? clients.flatMap((one) => one.calls) : [],
      );
      expect(calls).toContain('SearchTransitGatewayRoutes');
      // Invoke runs the controller, which settles.
      expect(calls.filter((call) => !/^(Describe|Get|List|Scan|Search)|^Invoke$/.test(call))).toEqual([]);
    },
  );

  it('are printed as a table and as a page, each function with its clients', () => {
    const texts = [bundleTable(bundles), bundlesPage(bundles)];
    for (const text of texts) for (const { handler } of bundles) expect(text).toContain(handler);
    expect(texts[1]).toMatch(/^\| `prober` \| \d{3} \| `dynamodb`: GetItem, PutItem \|/m);
  });
});
