// Pure: a link is withdrawn only when traffic has been seen to leave it, and restored only when nothing is lost by it.
//
//   withdraw: another link announces too   link     traffic has left it                       verdict
//   no                                     any      any                                       hold
//   yes                                    wanted   the admission site found it empty         pass
//   yes                                    down,    this site sends nothing over it, and      pass
//                                          or back  premises are sure to enter elsewhere
//   yes                                    any      not seen                                  hold
//
//   restore: premises may then enter by a link that does not deliver, and now do not   hold
//   restore otherwise                                                                  pass

import type { Backbone } from '../../routing/backbone';
import type { WithdrawalChange } from '../plan';
import { baseline, entriesOf, type Voices } from '../premises-entries';
import { doubt, isolation } from './announced-path';
import { entryFates, isLost } from './believed-path';
import { type Guard, type Held, standingOf, type World } from './guard';

function awsSites({ sites }: Backbone): readonly string[] {
  return sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
}

/** Other links of the premises that work and say what their baseline says. */
export function announcersBeside(
  { link, premises }: Pick<WithdrawalChange, 'link' | 'premises'>,
  world: World,
): readonly string[] {
  const others = world.backbone.links.filter(({ name, between }) => {
    const voice = world.voices.get(name);
    if (name === link || !between.includes(premises) || standingOf(world, name) !== 'up') return false;
    return voice !== undefined && baseline(voice) === 'yes' && !voice.session.unheard;
  });
  return others.map(({ name }) => name);
}

/** Why traffic may still take the link, as far as this site sees by itself. */
function stillTaken({ link, premises }: WithdrawalChange, world: World): string | undefined {
  const { backbone, routing, voices, standings, ownHops } = world;
  const sent = Object.values(ownHops).some(({ transit, spokes }) => transit.includes(link) || spokes.includes(link));
  if (sent) return `${routing.site} still sends over ${link}`;
  for (const remote of awsSites(backbone)) {
    const { links, certain } = entriesOf(backbone, premises, remote, voices, standings);
    if (links.includes(link) || !certain) return `${premises} may still enter over ${link} on the way to ${remote}`;
    const why = links.map((entry) => doubt(entry, world)).find((said) => said !== undefined);
    if (why !== undefined) return why;
  }
  return undefined;
}

function withdrawn(change: WithdrawalChange, world: World): Held | undefined {
  const { link, premises } = change;
  if (announcersBeside(change, world).length === 0)
    return { code: 'held-last-announcer', because: `no other link of ${premises} is known to announce in its place` };
  const { backbone, publications } = world;
  const isFoundEmpty = publications.get(backbone.policy.admission)?.emptied.includes(link) ?? false;
  const because = isFoundEmpty && standingOf(world, link) === 'drained' ? undefined : waits(change, world);
  return because === undefined ? isolation(world) : { code: 'held-still-entered', because };
}

function waits(change: WithdrawalChange, world: World): string | undefined {
  const state = world.states.find(({ link }) => link === change.link);
  if (state?.wanted && state.standing === 'drained') return `${change.link} has not been found empty yet`;
  return stillTaken(change, world);
}

function voicesAfter({ link }: WithdrawalChange, { voices }: World): Voices {
  const voice = voices.get(link);
  if (!voice) return voices;
  const { withdrawnMs: _, restoredMs: __, partly: ___, ...session } = voice.session;
  return new Map([...voices, [link, { ...voice, session }]]);
}

function restored(change: WithdrawalChange, world: World): Held | undefined {
  const after = voicesAfter(change, world);
  const { premises, link } = change;
  const lost = awsSites(world.backbone).filter((remote) => {
    const now = [...entryFates(world, premises, remote).values()];
    const then = entryFates(world, premises, remote, after);
    const isWorse = now.some((fate) => !isLost(fate)) && !now.some(isLost);
    return isWorse && [...then.values()].some(isLost);
  });
  if (lost.length === 0) return undefined;
  return { code: 'held-loses-path', because: `what enters over ${link} would not arrive at ${lost.join(', ')}` };
}

export const withdrawnPath: Guard = (change, world) => {
  if (change.kind !== 'withdrawal') return undefined;
  return change.after === 'whole' ? withdrawn(change, world) : restored(change, world);
};
