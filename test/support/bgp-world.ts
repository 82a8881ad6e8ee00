// The hybrid example as one site's guards see it: what each link announces and withdraws, stated by link.

import type { Publication, PublishedSession } from '../../lib/controller/database';
import type { World } from '../../lib/controller/guards';
import { voicesOf } from '../../lib/controller/premises-entries';
import { viewId } from '../../lib/controller/view';
import type { Backbone } from '../../lib/routing/backbone';
import { farSite, type Standings } from '../../lib/routing/shortest-paths';
import { hybridExample } from './hybrid';
import { networkOf } from './networks';
import { aPublication, aWorld, NOW_MS } from './world';

const example = hybridExample();
/** A site without a link to the premises admits drains, so that both others can be cut off from it. */
export const hybrid: Backbone = { ...example, policy: { ...example.policy, admission: 'cmh' } };

/** Long enough ago to have been heard, and not. */
export const HEARD_MS = NOW_MS - 60_000;
export const UNHEARD_MS = NOW_MS - 59_999;

export interface Ends {
  readonly standings?: Standings;
  /** What each link's AWS end says beside the baseline. */
  readonly said?: Readonly<Record<string, Partial<PublishedSession>>>;
  readonly words?: Readonly<Record<string, Partial<Publication>>>;
  readonly snapshot?: Partial<World['snapshot']>;
}

/** All sites see these standings and have said so just now. */
export function bgpWorld(site: string, { standings = new Map(), said = {}, words = {}, snapshot = {} }: Ends): World {
  const network = networkOf(hybrid);
  const published = Object.fromEntries(
    ['cmh', 'iad', 'pdx'].map((name) => {
      const word = aPublication(hybrid, network, name, standings, { view: viewId(hybrid, standings), ...words[name] });
      const sessions = Object.entries(word.sessions ?? {}).map(([link, session]) => [
        link,
        { ...session, ...said[link] },
      ]);
      return [name, { ...word, sessions: Object.fromEntries(sessions) }];
    }),
  );
  const world = aWorld(hybrid, site, { standings, published, snapshot });
  const ownHops = { ...world.ownHops, ...words[site]?.hops };
  return { ...world, ownHops, voices: voicesOf(world.publications) };
}

export function awsEnd(link: string): string {
  const found = hybrid.links.find(({ name }) => name === link);
  return found ? farSite(found, 'ord') : '';
}
