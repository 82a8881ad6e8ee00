// Pure: nothing moves onto a link that is still withdrawn here, wholly or in part: it would find no routes, or find them
// gone in the middle. And each Direct Connect association takes one update at a time.
//
//   link here             change
//   not withdrawn         any                                              pass
//   withdrawn             moves traffic onto it, or announces over it      hold
//   withdrawn             moves traffic off it, stops announcing over it   pass
//   update under way      changes what it announces                        hold

import { type Guard, type Held, standingOf, type World } from './guard';

function isWithdrawn({ ends }: World, link: string): boolean {
  return (ends.get(link)?.withdrawn ?? 'none') !== 'none';
}

export const notOntoWithdrawnLink: Guard = (change, world) => {
  const held = (link: string): Held | undefined =>
    isWithdrawn(world, link)
      ? { code: 'held-withdrawn', because: `${link} is ${standingOf(world, link)} and still withdrawn at this site` }
      : undefined;
  if (change.kind === 'override') return change.to.kind === 'link' ? held(change.to.link) : undefined;
  return change.kind === 'announcement' && change.after !== null ? held(change.link) : undefined;
};

export const oneUpdateAtATime: Guard = (change, { ends }) => {
  if (change.kind === 'override' || change.kind === 'bgp-down') return undefined;
  if (ends.get(change.link)?.settled !== false) return undefined;
  return { code: 'held-updating', because: `an update of what ${change.link} announces is under way` };
};
