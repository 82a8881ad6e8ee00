// Pure: the controller writes nothing but references from its own two tables to its own lists and its own links.

import type { Guard } from './guard';

export const ownedOnly: Guard = ({ remote, after }, { routing }) => {
  if (!routing.listOf.has(remote))
    return { code: 'held-not-owned', because: `there is no prefix list of ${remote} at this site` };
  if (after !== null && !routing.attachmentOf.has(after))
    return { code: 'held-not-owned', because: `link ${after} has no attachment at this site` };
  return undefined;
};
