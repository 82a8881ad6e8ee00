import { EC2Client } from '@aws-sdk/client-ec2';
import { RouteSearch } from '../../../lib/controller/aws/route-search';
import type { SeenRoute } from '../../../lib/controller/seen-routes';
import { contains, prefix } from '../../../lib/net/prefix';
import { filterOf, parametersOf, refusal, routesAnswer } from '../../support/ec2-answers';
import { LoopbackAws, type LoopbackRequest } from '../../support/loopback-aws';

let aws: LoopbackAws;
let ec2: EC2Client;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  ec2 = new EC2Client(aws.config);
});
afterAll(async () => {
  ec2.destroy();
  await aws.stop();
});

const route = (cidr: string): SeenRoute => ({
  cidr,
  attachments: [{ id: 'tgw-attach-1', type: 'vpc' }],
  type: 'static',
  state: 'active',
});
const all = () => new RouteSearch(ec2, 'tgw-rtb-1').all();
const cidrs = (routes: readonly SeenRoute[]) => routes.map(({ cidr }) => cidr).sort();

/** EC2 that tells no more than `most` routes and does not say how to get the others. */
function keepingBack(held: readonly string[], most: number, isSubnetOfItself: boolean) {
  const known = held.map((cidr) => ({ cidr, to: prefix(cidr) }));
  return (request: LoopbackRequest) => {
    const [exact] = filterOf(request, 'route-search.exact-match') ?? [];
    const [outer] = filterOf(request, 'route-search.subnet-of-match') ?? [];
    const around = outer === undefined ? undefined : prefix(outer);
    const found = known.filter(({ cidr, to }) => {
      if (exact !== undefined) return cidr === exact;
      return around === undefined || (contains(around, to) && (isSubnetOfItself || cidr !== outer));
    });
    const shown = found.slice(0, most).map(({ cidr }) => route(cidr));
    return routesAnswer(shown, found.length > most ? true : undefined);
  };
}

test('asks for routes that are active or lead nowhere, page after page', async () => {
  aws.answer(routesAnswer([route('10.0.0.0/16')], 'more'), routesAnswer([route('10.1.0.0/16')]));
  expect(await all()).toEqual([route('10.0.0.0/16'), route('10.1.0.0/16')]);
  const asked = {
    Action: 'SearchTransitGatewayRoutes',
    TransitGatewayRouteTableId: 'tgw-rtb-1',
    'Filter.1.Name': 'state',
    'Filter.1.Value.1': 'active',
    'Filter.1.Value.2': 'blackhole',
    MaxResults: '1000',
  };
  expect(aws.queries).toEqual([asked, { ...asked, NextToken: 'more' }]);
});

test('gives what a route says, and nothing that it does not say', async () => {
  const whole = { ...route('10.2.0.0/19'), list: 'pl-1', type: 'propagated' };
  aws.answer(routesAnswer([whole, { attachments: [], type: '', state: '' }]));
  expect(await all()).toEqual([whole, { attachments: [], type: '', state: '' }]);
});

test('asks for one prefix', async () => {
  aws.answer(routesAnswer([route('10.0.0.0/16')]));
  expect(await new RouteSearch(ec2, 'tgw-rtb-1').to(prefix('10.0.0.0/16'))).toEqual([route('10.0.0.0/16')]);
  expect(aws.requests.map((request) => filterOf(request, 'route-search.exact-match'))).toEqual([['10.0.0.0/16']]);
});

const EVERYWHERE = [
  ...['0.0.0.0/0', '0.0.0.0/1', '10.0.0.0/8', '10.64.0.0/16', '10.64.0.0/17', '10.64.0.1/32', '128.0.0.0/1'],
  ...['192.168.0.0/16', '255.255.255.255/32', '::/0', '::/1', '2001:db8::/32', '2001:db8::1/128', 'fd00::/8'],
];

describe.each([true, false])('when a prefix counts as a subnet of itself: %s', (isSubnetOfItself) => {
  test.each([1, 2, 5])(
    'finds every route, once, where EC2 tells %d at a time and keeps back the others',
    async (most) => {
      aws.answerBy(keepingBack(EVERYWHERE, most, isSubnetOfItself));
      expect(cidrs(await all())).toEqual([...EVERYWHERE].sort());
    },
  );
});

test('finds three thousand routes a thousand at a time, with few calls', async () => {
  const many = Array.from({ length: 3_000 }, (_, i) => `10.${i >> 8}.${i & 255}.0/24`);
  aws.answerBy(keepingBack(many, 1_000, true));
  expect(cidrs(await all())).toEqual([...many].sort());
  expect(aws.requests.length).toBeLessThan(80);
});

test('fails when EC2 keeps back routes to one prefix', async () => {
  aws.answer(routesAnswer([route('10.0.0.0/16')], true));
  const answer = new RouteSearch(ec2, 'tgw-rtb-1').to(prefix('10.0.0.0/16'));
  await expect(answer).rejects.toThrow('EC2 does not tell all routes of tgw-rtb-1 to 10.0.0.0/16');
});

test('fails when there is always a next page', async () => {
  aws.answer(routesAnswer([route('10.0.0.0/16')], 'more'));
  await expect(all()).rejects.toThrow('EC2 still has more routes of tgw-rtb-1 after it was asked 400 times');
});

test('fails with what EC2 says, also when it is a later page that it refuses', async () => {
  aws.answer(routesAnswer([route('10.0.0.0/16')], 'more'), refusal('RequestLimitExceeded', 503));
  await expect(all()).rejects.toThrow(
    'SearchTransitGatewayRoutes of tgw-rtb-1 was throttled: RequestLimitExceeded: no',
  );
  expect(aws.requests.map((request) => parametersOf(request).NextToken)).toEqual([undefined, 'more']);
});
