import { openAwsWorld } from '../../support/aws-gateway-world';
import { bgpPortContract } from '../../support/contracts/bgp-port';

describe('the BGP port on EC2 and Direct Connect', () => bgpPortContract((network) => openAwsWorld(network)));

describe('the BGP port on an AWS that gives small pages', () =>
  bgpPortContract((network) => openAwsWorld(network, { pageSize: 2 })));
