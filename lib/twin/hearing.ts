// Routers on premises take a moment from the change of what they hear until they forward accordingly. What they hear
// later takes effect later: no router goes back to older news.

import type { Router } from '../routing/network';
import type { Clock } from './clock';
import type { Note } from './effects';
import type { Fabric } from './fabric';
import type { Range } from './latencies';
import type { Random } from './random';

function routesText({ routes }: Router): string {
  return routes.map(({ prefix, source }) => `${prefix.text} ${source}`).join('\n');
}

/** From now on, and for ever. */
export function startHearing(fabric: Fabric, clock: Clock, random: Random, delay: Range, note: Note = () => {}): void {
  const { routers } = fabric.settled;
  if (routers.length === 0) return;
  const forwarding = new Map(routers.map((router) => [router.id, router]));
  const told = new Map(routers.map((router) => [router.id, routesText(router)]));
  const soonest = new Map<string, number>();
  const learn = (router: Router, sinceMs: number) => {
    forwarding.set(router.id, router);
    note({ kind: 'heard', site: router.site, sinceMs, atMs: clock.now() });
    fabric.setRouters([...forwarding.values()]);
  };
  const tell = (router: Router) => {
    const text = routesText(router);
    if (told.get(router.id) === text) return;
    told.set(router.id, text);
    const sinceMs = clock.now();
    const atMs = Math.max(sinceMs + random(...delay), soonest.get(router.id) ?? 0);
    soonest.set(router.id, atMs);
    clock.at(atMs, () => learn(router, sinceMs));
  };
  fabric.setRouters(routers);
  fabric.afterChange(() => {
    for (const router of fabric.settled.routers) tell(router);
  });
}
