// Somebody changes the route tables of a site by hand in the middle of a story, and takes it back a round later, or not
// where the controllers mend it by themselves.

import type { Publication } from '../../../lib/controller/database';
import { nextHops } from '../../../lib/routing/shortest-paths';
import { baselineEdits, type Edit, leaks, propagationEdits, strayReferences } from '../../support/failures/edits';
import { FailureStory, IN_ORDER, type Mishap } from '../../support/failures/failure-story';
import { MAIN_NAMES, PLOTS } from '../../support/failures/plots';
import { withAllowed } from '../../support/fake-bgp';
import type { SiteRuns } from '../../support/site-runs';

/** What is lost by the edit together with an update of allowed prefixes that was under way when it was made. */
function lostByTheWay(sites: SiteRuns): ReadonlySet<string> {
  const settled = [...sites.world.pending.values()].reduce(withAllowed, sites.world.network);
  return new Set(sites.undelivered(settled).map((said) => said.split(' ', 2).join(' ')));
}

/** Others learn of it when the site has told them, which is within a minute: nobody reads another region's tables. */
function edited({ site, done, undone = (network) => network }: Edit): Mishap {
  return {
    lasts: 1,
    begin: async (sites) => {
      sites.world.network = done(sites.world.network);
      sites.excused = lostByTheWay(sites);
      await sites.reconcile(site);
    },
    end: (sites) => {
      sites.world.network = undone(sites.world.network);
      sites.excused = new Set();
    },
  };
}

/** True when the site reaches the premises over a BGP link of its own. */
function hasOwnLink(name: keyof typeof PLOTS, { site, remote }: Edit): boolean {
  const { links } = PLOTS[name].backbone;
  return links.some(({ kind, between }) => {
    return kind !== 'transit-gateway-peering' && between.includes(site) && between.includes(remote ?? '');
  });
}

function saidBy({ world }: SiteRuns, site: string): Publication | undefined {
  return world.snapshot.publications.find((publication) => publication.site === site);
}

/** The link stands as if the controller were about to withdraw it. */
function isToGo(sites: SiteRuns, { site, takesFrom = '' }: Edit): boolean {
  return (saidBy(sites, site)?.links[takesFrom]?.standing ?? 'up') !== 'up';
}

/** The controller withdraws the link, or has just restored it. */
function isInWork(sites: SiteRuns, { site, takesFrom = '' }: Edit): boolean {
  const { withdrawnMs, restoredMs, partly } = saidBy(sites, site)?.sessions?.[takesFrom] ?? {};
  return partly === true || withdrawnMs !== undefined || restoredMs !== undefined;
}

/** Tells of an edit, and whether it did what the controller would do itself, or has just done. */
async function toldOf(story: FailureStory, round: number, edit: Edit, sites: SiteRuns) {
  const { begin, ...mishap } = edited(edit);
  let isOwn = isInWork(sites, edit) || isToGo(sites, edit);
  const beginning = async () => {
    await begin(sites);
    isOwn ||= isToGo(sites, edit);
  };
  const ending = await story.told(round, { ...mishap, begin: beginning }, sites);
  return { ending, isOwn };
}

/** An edit that has routes lead where they are meant to lead, or that BGP brings anyway, changes nothing. */
function matters(name: keyof typeof PLOTS, edit: Edit): boolean {
  const shortest = nextHops(PLOTS[name].backbone, edit.site).get(edit.remote ?? '');
  return edit.remote === undefined || (!hasOwnLink(name, edit) && shortest?.name !== edit.link);
}

/** Tells of each edit at each beginning of a round, and gives how many there were of which somebody had to be told. */
async function forEachEdit(
  name: keyof typeof PLOTS,
  editsOf: (network: SiteRuns['world']['network']) => readonly Edit[],
): Promise<number> {
  const story = await FailureStory.of(PLOTS[name]);
  let told = 0;
  for (const round of story.rounds)
    for (const edit of editsOf(story.at(round).world.network)) {
      const sites = story.at(round);
      const { ending, isOwn } = await toldOf(story, round, edit, sites);
      const isNews = matters(name, edit) && !isOwn;
      const codes = sites.told(({ site }) => site === edit.site);
      const isTold = !isNews || codes.includes('changed-by-others');
      expect({ round, what: edit.what, isTold, ...ending }).toEqual({
        round,
        what: edit.what,
        isTold: true,
        ...IN_ORDER,
      });
      told += isNews ? 1 : 0;
    }
  return told;
}

test.each(MAIN_NAMES)(
  'a route of the baseline that is removed or redirected during %s',
  async (name) => {
    expect(await forEachEdit(name, baselineEdits)).toBeGreaterThan(5);
  },
  60_000,
);

test.each(MAIN_NAMES)(
  'a longer static route that is added during %s',
  async (name) => {
    expect(await forEachEdit(name, (network) => leaks(network, 'static'))).toBeGreaterThan(5);
  },
  60_000,
);

test.each(MAIN_NAMES)(
  'a reference of somebody else that is added during %s',
  async (name) => {
    expect(await forEachEdit(name, (network) => leaks(network, 'prefix-list'))).toBeGreaterThan(5);
  },
  60_000,
);

test.each(MAIN_NAMES)(
  'a reference to a list of the site that points nowhere during %s',
  async (name) => {
    expect(await forEachEdit(name, strayReferences)).toBeGreaterThan(5);
  },
  60_000,
);

test.each(MAIN_NAMES.filter((name) => !name.includes('peering')))(
  'a propagation that is disabled during %s',
  async (name) => {
    expect(await forEachEdit(name, propagationEdits)).toBeGreaterThan(5);
  },
  60_000,
);
