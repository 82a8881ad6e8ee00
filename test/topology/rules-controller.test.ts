import { issuesOf, mistakesOf } from '../support/topology';

const cmh = (changes: object) => ({ sites: { cmh: changes } });
const existing = {
  cidr: '10.20.64.0/18',
  vpcId: 'vpc-0a1b2c3d',
  subnetIds: ['subnet-0a1b2c3d'],
  routeTableIds: ['rtb-0a1b2c3d'],
};

test('functions run in any VPC of a site that is created', () => {
  expect(mistakesOf(cmh({ controller: { vpc: 'core' } }))).toEqual([]);
  expect(mistakesOf(cmh({ vpcs: { tools: { cidr: '10.20.64.0/24' } }, controller: { vpc: 'tools' } }))).toEqual([]);
});

test.each([
  ['a VPC that there is not', { controller: { vpc: 'tools' } }, 'cmh has no VPC tools', 'core'],
  [
    'a VPC that exists',
    { vpcs: { tools: existing }, controller: { vpc: 'tools' } },
    'the VPC tools of cmh exists already',
    'core',
  ],
  [
    'a VPC where all exist',
    { vpcs: { core: existing }, controller: { vpc: 'core' }, probeCidr: undefined },
    'the VPC core of cmh exists already',
    'none, as all VPCs of the site exist already',
  ],
  [
    'the VPC of another name on an object',
    { controller: { vpc: 'constructor' } },
    'cmh has no VPC constructor',
    'core',
  ],
])('fails for functions in %s', (_, changes, problem, allowed) => {
  expect(issuesOf(cmh(changes))).toMatchObject([
    { code: 'topology-controller-vpc', path: ['sites', 'cmh', 'controller', 'vpc'], problem, allowed },
  ]);
});

test('fails at a site with a Direct Connect link, whose service a VPC has no endpoint for', () => {
  expect(issuesOf({ sites: { iad: { controller: { vpc: 'core' } } } })).toMatchObject([
    {
      code: 'topology-controller-direct-connect',
      path: ['sites', 'iad', 'controller'],
      problem: 'functions of iad in a VPC could not ask about its Direct Connect link dx',
    },
  ]);
});

test('fails on premises, where no function runs, and without the name of a VPC', () => {
  expect(mistakesOf({ sites: { ord: { controller: { vpc: 'core' } } } })).toEqual([
    'document-unknown-key sites.ord.controller',
  ]);
  expect(mistakesOf(cmh({ controller: {} }))).toEqual(['document-missing-key sites.cmh.controller.vpc']);
});
