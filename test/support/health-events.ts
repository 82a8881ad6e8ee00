// Events of AWS Health as EventBridge delivers them, for tests.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LinkIdentity } from '../../lib/controller/signals/signal';

const FOLDER = path.join(__dirname, '../fixtures/aws-health');

export interface HealthEvent {
  readonly source: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

export const HEALTH_EVENTS: readonly string[] = readdirSync(FOLDER).map((file) => path.basename(file, '.json'));

/** A fixture, with other details where a test says so. */
export function healthEvent(name: string, detail: Readonly<Record<string, unknown>> = {}): HealthEvent {
  const event: HealthEvent = JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'));
  return { ...event, detail: { ...event.detail, ...detail } };
}

/** The links that the fixtures are about, and one that none is about. */
export const IDENTITIES: readonly LinkIdentity[] = [
  { link: 's0-s1', entities: ['dxcon-ffabc123', 'dxvif-fg000001'], circuitIds: [] },
  {
    link: 's1-s2',
    entities: ['vpn-0a1b2c3d4e5f60718'],
    circuitIds: [],
    ends: [{ site: 's1', transitGatewayId: 'tgw-0aaaaaaaaaaaaaaaa', attachmentId: 'tgw-attach-1' }],
  },
  {
    link: 's0-s2',
    entities: [],
    circuitIds: [],
    ends: [{ site: 's2', virtualInterfaceId: 'dxvif-fg000002', transitGatewayId: 'tgw-0bbbbbbbbbbbbbbbb' }],
  },
];
