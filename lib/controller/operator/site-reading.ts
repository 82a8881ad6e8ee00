// Pure: everything that is read of the AWS sites at one moment. What cannot be read of one site hides nothing of the others,
// and is told.

import { printable } from '../../net/printable';
import { err, ok, type Result } from '../../net/result';
import type { SiteConfig } from '../site-plan/read-site';
import type { OperatorSite, SiteReplica, SiteRoutes } from './operator-site';

/** Each part, or why it could not be read. */
export interface SiteReading {
  readonly site: string;
  readonly region: string;
  readonly config: Result<SiteConfig, string>;
  readonly replica: Result<SiteReplica, string>;
  /** Absent without a configuration: it says what to ask for. */
  readonly routes?: Result<SiteRoutes, string>;
}

/** Something that could not be read. */
export interface Unread {
  readonly site: string;
  readonly what: 'configuration' | 'database' | 'item' | 'routes' | 'end' | 'audit' | 'names';
  readonly why: string;
}

export function reasonOf(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error));
}

async function attempt<T>(read: Promise<T>): Promise<Result<T, string>> {
  try {
    return ok(await read);
  } catch (error) {
    return err(reasonOf(error));
  }
}

async function readSite(at: OperatorSite): Promise<SiteReading> {
  const { site, region } = at;
  const [config, replica] = await Promise.all([attempt(at.config()), attempt(at.replica())]);
  if (!config.ok) return { site, region, config, replica };
  return { site, region, config, replica, routes: await attempt(at.routes(config.value)) };
}

/** All sites at once. Never rejects. */
export async function readSites(sites: readonly OperatorSite[]): Promise<readonly SiteReading[]> {
  return Promise.all(sites.map(readSite));
}

function unreadOf({ site, config, replica, routes }: SiteReading): readonly Unread[] {
  const items = replica.ok ? replica.value.unreadable : [];
  const ends = routes?.ok ? [...(routes.value.reading?.unread ?? [])] : [];
  return [
    ...(config.ok ? [] : [{ site, what: 'configuration', why: config.error } as const]),
    ...(replica.ok ? [] : [{ site, what: 'database', why: replica.error } as const]),
    ...(routes === undefined || routes.ok ? [] : [{ site, what: 'routes', why: routes.error } as const]),
    ...ends.map(([link, why]) => ({ site, what: 'end', why: printable(`${link}: ${why}`) }) as const),
    ...items.map(
      ({ pk, sk, why }) => ({ site, what: 'item', why: printable(`${pk} ${sk} is ignored: ${why}`) }) as const,
    ),
  ];
}

export function unreadIn(readings: readonly SiteReading[]): readonly Unread[] {
  return readings.flatMap(unreadOf);
}
