// Pure: what a running twin says of itself: where it is, and what can be done with it from another terminal.

import type { Topology } from '../topology/topology';

/** One that can be failed without anybody being cut off, where there is one: people copy what they are shown. */
function someLink({ links }: Topology): string {
  return links[0]?.name ?? 'LINK';
}

interface Served {
  /** The topology file. */
  readonly file: string;
  readonly endpoint: string;
  readonly speed: number;
}

/** Commands that look at a backbone take this machine's time for its time, which it is in real time only. */
export function twinUsage(topology: Topology, { file, endpoint, speed }: Served): string {
  const { name, sites, links } = topology;
  const region = sites.flatMap((site) => (site.kind === 'aws' ? [site.region] : []))[0] ?? 'us-east-1';
  const time = speed === 1 ? 'in real time' : `${speed} times as fast as real time`;
  return [
    `${name}: ${sites.length} sites and ${links.length} links at ${endpoint}, ${time}; Ctrl-C ends it`,
    '',
    'In another terminal:',
    `  export AWS_ENDPOINT_URL=${endpoint}`,
    `  export AWS_ACCESS_KEY_ID=twin AWS_SECRET_ACCESS_KEY=twin AWS_REGION=${region}`,
    `  npx detour fault ${someLink(topology)} grey      # or down, slow; heal ends it`,
    '  npx detour notice send FILE',
    ...(speed === 1 ? [`  npx detour status --topology ${file}`] : []),
    '',
  ].join('\n');
}
