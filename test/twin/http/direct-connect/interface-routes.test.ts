// The SDK of this repository does not have the operation yet, so it is asked in plain JSON.

import { openTwin } from '../../../support/http-twin';
import { sendJson } from '../../../support/signed-request';

async function routes(endpoint: string, input: object, region?: string) {
  const asked = { virtualInterfaceId: 'dx/interface', ...input };
  const { status, body } = await sendJson(
    endpoint,
    'directconnect',
    'OvertureService.ListVirtualInterfaceRoutes',
    asked,
    region,
  );
  const answer = JSON.parse(body);
  if (status !== 200) return answer.__type;
  return answer.routes.map(
    (route: Record<string, string>) => `${route.routeDirection} ${route.cidr} ${route.addressFamily}`,
  );
}

const ADVERTISED = ['10.0.0.0/16', '10.0.0.0/18', '10.0.64.0/18', '10.1.0.0/16', '10.2.0.0/16'];

describe('routes of a virtual interface over HTTP', () => {
  test('are what the premises announce and what is allowed, while BGP is up', async () => {
    const { endpoint, fabric } = await openTwin();
    expect(await routes(endpoint, {})).toEqual([
      'accepted 10.9.0.0/18 ipv4',
      ...ADVERTISED.map((text) => `advertised ${text} ipv4`),
    ]);
    fabric.setCondition('dx', 'down');
    expect(await routes(endpoint, {})).toEqual([]);
  });

  test.each([
    [{ routeDirection: 'accepted' }, ['accepted 10.9.0.0/18 ipv4']],
    [{ cidrs: ['10.1.0.0/16', '10.9.0.0/16'] }, ['advertised 10.1.0.0/16 ipv4']],
    [{ addressFamily: 'ipv6' }, []],
  ])('with filters %j are %j', async (filters, expected) => {
    const { endpoint } = await openTwin();
    expect(await routes(endpoint, { filters })).toEqual(expected);
  });

  test.each([
    { virtualInterfaceId: 'nobody' },
    { filters: { routeDirection: 'sideways' } },
    { filters: { cidrs: Array.from({ length: 11 }, String) } },
    { filters: { asPath: ['65000'] } },
    { maxResults: 0 },
  ])('fails for %j', async (input) => {
    const { endpoint } = await openTwin();
    expect(await routes(endpoint, input)).toBe('DirectConnectClientException');
  });

  test('fails in another region', async () => {
    const { endpoint } = await openTwin();
    expect(await routes(endpoint, {}, 's1')).toBe('DirectConnectClientException');
  });
});
