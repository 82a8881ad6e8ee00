// The ports of a site's controller on AWS: its gateway and BGP links by the ids of its configuration, and its replica of the
// link state database.

import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import type { Ports } from '../ports';
import type { SiteConfig } from '../site-plan/read-site';
import type { SiteReaders } from '../site-sighting';
import { bgpApi } from './bgp-api';
import { bgpFailoverApi } from './bgp-failover-api';
import { announcersOf, bgpReader } from './bgp-reader';
import { newClient } from './clients';
import { databasePort, databaseReader, type LinkStateTable, linkStateClient } from './link-state-table';
import { routingApi } from './routing-api';
import { tablesReader } from './steered-tables';

interface SiteClients {
  readonly ec2: EC2Client;
  readonly directConnect: DirectConnectClient;
  readonly dynamo: DynamoDBClient;
}

/** All tries of a call end within the ten seconds that a run waits for one (gate.ts), so that none outlives its lease. */
const IN_TIME = { maxAttempts: 3, connectionTimeout: 1_000, requestTimeout: 3_000 };

export function siteClients(): SiteClients {
  return {
    ec2: newClient(EC2Client, IN_TIME),
    directConnect: newClient(DirectConnectClient, IN_TIME),
    dynamo: linkStateClient(),
  };
}

/** An id of each Direct Connect link that has it. */
function idsOf({ ends }: SiteConfig, name: 'directConnectGatewayId' | 'virtualInterfaceId') {
  return new Map(
    [...ends].flatMap(([link, { [name]: id }]): [string, string][] => (id === undefined ? [] : [[link, id]])),
  );
}

/** What the policy does not ask for the site's controller is not permitted to do. */
export function bgpTests(directConnect: DirectConnectClient, config: SiteConfig): Pick<Ports, 'bgpTests'> {
  const interfaces = idsOf(config, 'virtualInterfaceId');
  const isAsked = config.backbone.policy.greyDx === 'bgp-down' && interfaces.size > 0;
  return isAsked ? { bgpTests: bgpFailoverApi(directConnect, interfaces) } : {};
}

/** Writes to the database as the holder of the lease with this token. */
export function sitePorts(
  { ec2, directConnect }: SiteClients,
  table: LinkStateTable,
  config: SiteConfig,
  token: number,
): Pick<Ports, 'routing' | 'bgp' | 'bgpTests' | 'database'> {
  const { routing } = config;
  const bgp = () => bgpApi({ ec2, directConnect }, routing, idsOf(config, 'directConnectGatewayId'));
  return {
    routing: routingApi(ec2, routing),
    ...(routing.sessionOf.size === 0 ? {} : { bgp: bgp() }),
    ...bgpTests(directConnect, config),
    database: databasePort(table, token),
  };
}

/** The same without whatever writes: no code that does is in a function that has these. */
export function siteReaders(
  { ec2, directConnect }: SiteClients,
  table: LinkStateTable,
  config: SiteConfig,
): SiteReaders {
  const { routing } = config;
  const apis = { ec2, directConnect };
  const bgp = () => bgpReader(apis, routing, announcersOf(apis, routing, idsOf(config, 'directConnectGatewayId')));
  return {
    routing: tablesReader(ec2, routing),
    ...(routing.sessionOf.size === 0 ? {} : { bgp: bgp() }),
    database: databaseReader(table),
  };
}
