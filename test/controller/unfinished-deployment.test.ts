import type { Publication } from '../../lib/controller/database';
import type { DeploymentPort } from '../../lib/controller/ports';
import type { Strays } from '../../lib/controller/strays';
import { account, accountedFor } from '../../lib/controller/unfinished-deployment';
import { topologyId } from '../../lib/routing/topology-id';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import { aPublication, MINUTE_MS, NOW_MS } from '../support/world';

const backbone = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);
const other = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1, 99)]);
const BASELINE = 'baseline spokes s1';
const CHANGED: Strays[string] = { code: 'changed-by-others', because: 'spokes leads nowhere to s1' };
const residual: Strays = { 'transit s1': { code: 'residual-route', because: 'a longer route' } };
const astray: Strays = { [BASELINE]: CHANGED, ...residual };
const UNFINISHED: Strays[string] = {
  code: 'deployment-unfinished',
  because: expect.stringContaining('spokes leads nowhere to s1'),
};
const HOUR_AGO = NOW_MS - 60 * MINUTE_MS;

function publishedBefore(more: Partial<Publication> = {}): Publication {
  return aPublication(backbone, networkOf(backbone), 's0', new Map(), more);
}

test.each<[string, Parameters<typeof accountedFor>[1], Publication | undefined, ReturnType<typeof accountedFor>]>([
  ['others, when it is the topology of the controller', 'own', publishedBefore(), { strays: astray }],
  ['a deployment at first, and nobody is told', 'other', publishedBefore(), { strays: residual, deployingMs: NOW_MS }],
  ['a deployment by a site that has said nothing yet', 'other', undefined, { strays: residual, deployingMs: NOW_MS }],
  [
    'the same deployment for an hour',
    'other',
    publishedBefore({ deployingMs: HOUR_AGO + 1 }),
    { strays: residual, deployingMs: HOUR_AGO + 1 },
  ],
  [
    'a deployment that is unfinished then',
    'other',
    publishedBefore({ deployingMs: HOUR_AGO }),
    { strays: { ...residual, deployment: UNFINISHED }, deployingMs: HOUR_AGO },
  ],
  ['nobody, while it is not known', 'unknown', publishedBefore(), { strays: residual }],
  [
    'a deployment that is unfinished, still, while it is not known',
    'unknown',
    publishedBefore({ deployingMs: HOUR_AGO, strays: { deployment: 'deployment-unfinished' } }),
    { strays: { ...residual, deployment: UNFINISHED }, deployingMs: HOUR_AGO },
  ],
  ['others, when it is over', 'own', publishedBefore({ deployingMs: HOUR_AGO }), { strays: astray }],
  [
    'others, as was told before it began',
    'other',
    publishedBefore({ strays: { [BASELINE]: 'changed-by-others' } }),
    { strays: astray },
  ],
])('what is astray is put down to %s', (_, deployed, previous, expected) => {
  expect(accountedFor(astray, deployed, previous, NOW_MS)).toEqual(expected);
});

test('what is no part of the baseline is put down to no deployment', () => {
  const override: Strays = { 'spokes s1': CHANGED, 'end dx': { code: 'end-unread', because: 'not permitted' } };
  expect(accountedFor(override, 'other', publishedBefore({ deployingMs: HOUR_AGO }), NOW_MS)).toEqual({
    strays: override,
  });
});

describe('the deployment is asked', () => {
  const port = (says: string | undefined | Error): DeploymentPort & { asked: number } => ({
    asked: 0,
    async readTopology() {
      this.asked += 1;
      if (says instanceof Error) throw says;
      return says;
    },
  });
  const asked = async (strays: Strays, says: string | undefined | Error, previous = publishedBefore()) => {
    const deployment = port(says);
    const { strays: told } = await account(strays, deployment, backbone, previous, NOW_MS);
    return { told: Object.keys(told), asked: deployment.asked };
  };

  test.each<[string, Strays, string | undefined | Error, readonly string[]]>([
    ['whose topology it is of', astray, topologyId(other), Object.keys(residual)],
    ['and has the same one', astray, topologyId(backbone), Object.keys(astray)],
    ['and tells none, as those of earlier versions', astray, undefined, Object.keys(astray)],
    ['and does not answer', astray, new Error('no answer'), Object.keys(residual)],
  ])('%s', async (_, strays, says, told) => {
    expect(await asked(strays, says)).toEqual({ told, asked: 1 });
  });

  test('only where something of the baseline is newly astray', async () => {
    expect(await asked(residual, topologyId(other))).toEqual({ told: Object.keys(residual), asked: 0 });
    const published = publishedBefore({ strays: { [BASELINE]: 'changed-by-others' } });
    expect(await asked(astray, topologyId(other), published)).toEqual({ told: Object.keys(astray), asked: 0 });
  });
});
