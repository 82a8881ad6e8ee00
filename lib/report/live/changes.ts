// Pure: a change of routing as it would be made, in words.

import type { AuditedChange } from '../../controller/audit';

function links(names: readonly string[]): string {
  return names.length === 0 ? 'nowhere' : `over ${names.join(' and ')}`;
}

export function changeText(change: AuditedChange): string {
  switch (change.kind) {
    case 'override': {
      const { table, remote, before, after, from, to } = change;
      const how = after === null ? `remove the override to ${before}` : `override to ${after}`;
      return `${table}: ${remote} ${links(to)} instead of ${links(from)} (${how})`;
    }
    case 'announcement': {
      const { link, premises, remote, after } = change;
      return after ? `draw ${premises} to ${link} for ${remote}` : `stop drawing ${premises} to ${link} for ${remote}`;
    }
    case 'withdrawal': {
      const { link, premises, after } = change;
      const what = after ? 'withdraw' : 'restore';
      return `${what} the routes of ${link} to ${premises}, either way`;
    }
    case 'bgp-down': {
      const { link, after } = change;
      return after ? `have AWS hold BGP down on ${link} for a while` : `let BGP come back on ${link}`;
    }
  }
}
