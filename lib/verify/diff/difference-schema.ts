// Pure: the shape of a difference between two networks, as `detour diff --json` prints it: contract. Its JSON Schema and
// the types are made from it. Every list is sorted, so that equal differences have equal text.

import * as z from 'zod';
import { OUTCOMES } from '../../routing/trace';

export const DIFFERENCE_VERSION = 1;

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const record = <T extends z.ZodRawShape>(shape: T) => z.object(shape).readonly();
const name = z.string();
const count = z.int().nonnegative();

const flow = record({ from: name, to: name });
const failed = list(record({ name, form: z.enum(['down', 'grey']) }));
const scenario = record({ links: failed, risks: failed, sites: z.exactOptional(list(name)) });
const mode = z.enum(['baseline', 'controlled']);
const outcome = z.enum(OUTCOMES);

const way = record({ outcome, path: list(name).describe('names of the links that were entered, in order') });

const outcomeChange = record({
  flow,
  mode,
  scenario: scenario.describe('the smallest failure in which it happens; empty lists: nothing has failed'),
  before: outcome,
  after: outcome,
  demanded: record({ before: z.boolean(), after: z.boolean() }).describe('whether the flow has to survive it'),
  accepted: z.exactOptional(z.string()).describe('why somebody accepts that it is lost'),
  following: count.describe('larger failures in which the same happens, of which this one is a part'),
});

const singlePoint = record({
  kind: z.enum(['link', 'risk', 'site']),
  name,
  flows: list(flow).describe('the flows that have this one point more, or less, than before'),
});

const pathChange = record({ flow, mode, before: way, after: way }).describe('with nothing failed');

const capacity = z.exactOptional(z.number().positive());
const bottleneck = record({ mtu: z.exactOptional(z.int().positive()), capacityGbps: capacity });

const takeover = record({ flow, scenario, before: bottleneck, after: bottleneck }).describe(
  'the smallest packets and the least capacity of the path that a flow takes after a failure, when controlled',
);

const routeTarget = record({ kind: z.enum(['link', 'vpc', 'blackhole', 'unknown']), name: z.exactOptional(name) });

const routeChange = record({
  site: name,
  table: name,
  prefix: name,
  before: z.exactOptional(routeTarget).describe('absent: the route is new'),
  after: z.exactOptional(routeTarget).describe('absent: the route is taken away'),
  carries: z.enum(['traffic', 'probes', 'nothing']).describe('at BASE, with nothing failed; of new routes: nothing'),
});

const drain = record({
  link: name,
  because: list(z.enum(['routes', 'replaced', 'removed'])),
  commands: list(z.string()).describe('in their order, as they are typed'),
});

const moved = record({ link: name, added: list(name), removed: list(name) });

const valueChange = record({
  name: name.describe('whose value it is'),
  key: name,
  before: z.exactOptional(z.json()),
  after: z.exactOptional(z.json()),
});

const survive = record({ links: count, risks: count, sites: z.exactOptional(count) });

const replaced = record({
  type: name,
  source: name.describe('construct path'),
  why: name.describe('the property that makes it another one; or `gone`'),
  link: z.exactOptional(name),
  site: z.exactOptional(name),
});

const finding = record({
  code: name,
  severity: z.enum(['error', 'warning', 'info']),
  message: name,
  fix: name,
  flow: z.exactOptional(flow),
  scenario: z.exactOptional(scenario),
  source: z.exactOptional(name),
  accepted: z.exactOptional(z.string()).describe('why somebody accepts it, so that it is only information'),
});

const acceptance = record({
  id: name.describe('what is accepted, as it is acknowledged'),
  reason: name,
  at: z.exactOptional(name).describe('the construct that accepts it, empty for a whole app; absent: the topology file'),
  isKept: z.boolean().describe('the other side accepts other findings by it, for the same reason'),
  findings: list(finding.unwrap().omit({ accepted: true }).readonly()).describe(
    'what it accepts at this side and not at the other; of the severity that it would have',
  ),
});

const site = record({ name, kind: z.enum(['aws', 'on-prem']), aggregate: name });
const link = record({
  name,
  kind: z.enum(['transit-gateway-peering', 'direct-connect', 'site-to-site-vpn']),
  between: z.tuple([name, name]).readonly(),
  cost: z.int().positive(),
  sharedRisks: list(name),
});

const side = record({
  name: name.describe('as it was named on the command line'),
  kind: z.enum(['assembly', 'topology', 'ref', 'nothing']),
  commit: z.exactOptional(name),
  file: z.exactOptional(name),
  sites: count,
  links: count,
  flows: count,
  errors: count.describe('findings of severity error'),
});

export const DIFFERENCE = record({
  version: z.literal(DIFFERENCE_VERSION),
  verdict: z.enum(['worse', 'weaker', 'better', 'same', 'identical']),
  base: side,
  head: side,
  flows: record({ added: list(flow), removed: list(flow), kept: count }),
  sites: record({ added: list(site), removed: list(site), kept: list(site) }),
  links: record({ added: list(link), removed: list(link), kept: list(link) }),
  changed: record({ sites: list(valueChange), links: list(valueChange), policy: list(valueChange) }),
  demands: list(record({ flow, before: survive, after: survive })),
  lost: list(outcomeChange).describe('delivered at BASE and not at HEAD'),
  gained: list(outcomeChange).describe('delivered at HEAD and not at BASE'),
  altered: list(outcomeChange).describe('delivered at neither, and lost in another way'),
  disjointPaths: list(record({ flow, before: count, after: count })).describe('paths that share no link'),
  singlePoints: record({ added: list(singlePoint), removed: list(singlePoint) }).describe(
    'links, shared risks and sites whose loss alone loses a flow, when controlled',
  ),
  paths: list(pathChange),
  takeovers: list(takeover),
  routes: list(routeChange),
  drains: list(drain),
  advertised: list(moved).describe('prefixes that premises hear over a link'),
  learned: list(moved).describe('tables that learn over a link what premises announce'),
  replaced: list(replaced).describe('resources of BASE that carry traffic and are not there afterwards, or made anew'),
  findings: record({ added: list(finding), removed: list(finding) }),
  accepted: record({ added: list(acceptance), removed: list(acceptance) }).describe(
    'acknowledgements of findings, with what they accept at one side and not at the other',
  ),
});

export type Difference = z.infer<typeof DIFFERENCE>;
export type DiffSide = Difference['base'];
export type OutcomeChange = z.infer<typeof outcomeChange>;
export type SinglePoint = z.infer<typeof singlePoint>;
export type PathChange = z.infer<typeof pathChange>;
export type Takeover = z.infer<typeof takeover>;
export type Bottleneck = z.infer<typeof bottleneck>;
export type RouteChange = z.infer<typeof routeChange>;
export type Drain = z.infer<typeof drain>;
export type Moved = z.infer<typeof moved>;
export type ValueChange = z.infer<typeof valueChange>;
export type Replaced = z.infer<typeof replaced>;
export type Acceptance = z.infer<typeof acceptance>;
export type FoundBefore = z.infer<typeof finding>;
