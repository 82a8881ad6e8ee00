import { openAwsWorld } from '../../support/aws-gateway-world';
import { routingPortContract } from '../../support/contracts/routing-port';

describe('the routing port on EC2', () => routingPortContract((network) => openAwsWorld(network)));

describe('the routing port on an EC2 that gives small pages', () =>
  routingPortContract((network) => openAwsWorld(network, { pageSize: 2 })));

describe('the routing port on an EC2 that keeps back all but a few routes and does not say how to get them', () =>
  routingPortContract((network) => openAwsWorld(network, { pageSize: 5, searchTokens: false })));

describe('the routing port on an EC2 that takes a while to change references', () =>
  routingPortContract((network) => openAwsWorld(network, { referenceChange: [50, 200] })));
