// `detour explain LINK` and `detour explain FROM TO`: why a link counts as it does, and why a flow takes its path.

import { explainLink } from '../../controller/link-state/explain-link';
import { linkFacts } from '../../controller/link-state/link-states';
import { explainFlow } from '../../controller/operator/explain-flow';
import type { SeenBackbone } from '../../controller/operator/seen-backbone';
import { unreadIn } from '../../controller/operator/site-reading';
import { explainedFlowText, explainedLinkText } from '../../report/live/explained';
import type { Flow } from '../../routing/backbone';
import { EXIT, type Io } from '../io';
import { type Answer, give } from './answer';
import type { LiveOptions } from './live-options';
import { withLiveWorld } from './live-world';
import { see } from './see';
import { unknownName } from './unknown-name';

/** What is to be explained: a link, or a flow when a second site is named. */
interface Explained {
  readonly name: string;
  readonly to?: string;
}

/** Undefined: it can be explained. */
function problemWith({ name, to }: Explained, { backbone }: SeenBackbone): string | undefined {
  const sites = backbone.sites.map((site) => site.name);
  const links = backbone.links.map((link) => link.name);
  if (to === undefined) {
    if (links.includes(name)) return undefined;
    if (sites.includes(name)) return `${name} is a site; name a link, or two sites for the flow between them`;
    return unknownName(name, 'link', links);
  }
  const unknown = [name, to].find((site) => !sites.includes(site));
  if (unknown !== undefined) return unknownName(unknown, 'site', sites);
  if (backbone.flows.some((flow) => flow.from === name && flow.to === to)) return undefined;
  return `there is no flow from ${name} to ${to}: a flow leads from one site to another, and one of both is on AWS`;
}

function linkAnswer(link: string, seen: SeenBackbone, io: Io): Omit<Answer, 'unread'> | undefined {
  const { backbone, snapshot, publications, seenBy = '', nowMs } = seen;
  const previous = publications.get(seenBy)?.links ?? {};
  const facts = linkFacts(backbone, snapshot, previous, nowMs).find((one) => one.link === link);
  if (!facts) return undefined;
  const explained = explainLink(facts);
  return { text: () => explainedLinkText(explained, io.colors), json: { atMs: nowMs, seenBy, ...explained } };
}

function flowAnswer(flow: Flow, seen: SeenBackbone, io: Io): Omit<Answer, 'unread'> {
  const explained = explainFlow(flow, seen);
  return { text: () => explainedFlowText(explained, io.colors), json: { atMs: seen.nowMs, ...explained } };
}

export function explain(what: Explained, options: LiveOptions, io: Io): Promise<number> {
  return withLiveWorld(options, io, async (world) => {
    const seen = await see(world);
    const unread = unreadIn(seen.readings);
    const problem = problemWith(what, seen);
    if (problem !== undefined) {
      io.err(`error: ${problem}`);
      return EXIT.usage;
    }
    const { name, to } = what;
    const known =
      seen.seenBy === undefined
        ? undefined
        : to === undefined
          ? linkAnswer(name, seen, io)
          : flowAnswer({ from: name, to }, seen, io);
    const nothing = { text: () => 'no replica of the database could be read, so nothing can be explained', json: {} };
    return give({ ...(known ?? nothing), unread }, options, io);
  });
}
