// Pure: devices that keep state of connections have to see both directions of them.
//
//   what keeps state                                   both directions have to
//   premises that say `stateful: true`                 enter and leave by the same link: each has firewalls of its own
//   an appliance that routes of VPCs lead through      pass it, or neither
//   an appliance in a VPC attached in several zones    enter the VPC by one zone, which only appliance mode sees to
//
// Judged is each failure and mode in which both directions are delivered; told is each pair of sites once, with the
// smallest failure that shows it. The last follows from the templates alone. Sources: AWS, "Transit gateways", appliance
// mode; a gateway keeps traffic in the zone of its source as long as it can, so that two directions use two zones.

import type { Flow } from '../../routing/backbone';
import type { Network } from '../../routing/network';
import { indexNetwork } from '../../routing/network-index';
import { scenarioName } from '../../routing/scenario';
import { counted } from '../counted';
import { type Finding, finding } from '../findings';
import { sourceOf } from '../labels';
import { type FlowResult, resultIn } from '../results';
import type { Check, Judged } from './check';

/** What only one direction passes. */
interface Asymmetry {
  readonly there: FlowResult;
  readonly back: FlowResult;
  readonly at: string;
  readonly said: string;
  readonly fix: string;
}

/** What keeps state on the way, but for NAT gateways: answers go to the address that they put in its place. */
function passed({ network }: Judged, { hops }: FlowResult): readonly string[] {
  const { appliances } = indexNetwork(network);
  return hops.flatMap(({ stateful: id }) => (id !== undefined && appliances.get(id)?.kind !== 'nat' ? [id] : []));
}

/** The link by which a flow that starts or ends at a site leaves or enters it. */
function linkAt({ flow, path }: FlowResult, site: string): string | undefined {
  return flow.from === site ? path[0] : path.at(-1);
}

function atPremises(there: FlowResult, back: FlowResult, site: string): readonly Asymmetry[] {
  const [one, other] = [linkAt(there, site), linkAt(back, site)];
  if (one === other) return [];
  const said = `one way uses ${one} and the other ${other}, and ${site} keeps state for each link by itself`;
  const fix = `let both directions prefer one link of ${site} (cost of ${one} and ${other}; local preference and AS path as router-config writes them), or share the state of its firewalls and write stateful: false`;
  return [{ there, back, at: site, said, fix }];
}

function atAppliances(judged: Judged, there: FlowResult, back: FlowResult): readonly Asymmetry[] {
  const [one, other] = [passed(judged, there), passed(judged, back)];
  const lonely = [...one.filter((id) => !other.includes(id)), ...other.filter((id) => !one.includes(id))];
  return lonely
    .sort()
    .slice(0, 1)
    .map((id) => {
      const place = sourceOf(judged.facts, id);
      const said = `only one way passes ${place}, which drops what it has not seen begin`;
      return { there, back, at: id, said, fix: `lead both directions through ${place}, or neither` };
    });
}

function isStateful({ backbone }: Judged): (site: string) => boolean {
  const sites = new Set(backbone.sites.filter(({ stateful }) => stateful).map(({ name }) => name));
  return (site) => sites.has(site);
}

/** The results of all flows, both ways, that something on their way keeps state of: few of very many. */
function concerned(judged: Judged, isMarked: (site: string) => boolean): readonly FlowResult[] {
  const inspected = new Set<string>();
  for (const result of judged.results) {
    if (passed(judged, result).length === 0) continue;
    const { from, to } = result.flow;
    inspected.add(`${from} ${to}`).add(`${to} ${from}`);
  }
  return judged.results.filter(
    ({ flow: { from, to } }) => isMarked(from) || isMarked(to) || inspected.has(`${from} ${to}`),
  );
}

function asymmetries(judged: Judged): readonly Asymmetry[] {
  const isMarked = isStateful(judged);
  const results = concerned(judged, isMarked);
  const find = resultIn(results);
  const reverse = ({ from, to }: Flow): Flow => ({ from: to, to: from });
  return results.flatMap((there) => {
    const { flow, scenario, mode, outcome } = there;
    const back = find(scenario, reverse(flow), mode);
    if (outcome !== 'delivered' || back?.outcome !== 'delivered') return [];
    const marked = [flow.from, flow.to].filter(isMarked);
    return [...marked.flatMap((site) => atPremises(there, back, site)), ...atAppliances(judged, there, back)];
  });
}

function pairOf({ there: { flow }, at }: Asymmetry): string {
  return JSON.stringify([[flow.from, flow.to].sort(), at]);
}

function tell({ said, fix, there }: Asymmetry, failures: number): Finding {
  const { scenario, flow, mode, outcome, path, hops } = there;
  const again = counted('; and so in ', failures - 1, 'more failure');
  return finding('verify-asymmetric-path', {
    message: `${flow.from} to ${flow.to} and back, ${scenarioName(scenario)}, ${mode}: ${said}${again}`,
    fix,
    scenario,
    flow,
    trace: { outcome, path, hops },
  });
}

function told(judged: Judged): readonly Finding[] {
  const groups = new Map<string, { readonly first: Asymmetry; readonly failures: Set<string> }>();
  for (const each of asymmetries(judged)) {
    const key = pairOf(each);
    const group = groups.get(key) ?? { first: each, failures: new Set() };
    groups.set(key, group);
    group.failures.add(scenarioName(each.there.scenario));
  }
  return [...groups.values()].map(({ first, failures }) => tell(first, failures.size));
}

/** Several zones in which packets enter a VPC that leads them through an appliance, each direction by its own. */
function withoutApplianceMode({ facts, network }: Judged): readonly Finding[] {
  return facts.vpcAttachments.flatMap(({ id, vpc, subnets, applianceMode, source }) => {
    if (!vpc.ok || subnets.length < 2 || !applianceMode.ok || applianceMode.value) return [];
    const appliance = entryAppliance(network, vpc.value);
    if (appliance === undefined) return [];
    return [
      finding('verify-asymmetric-path', {
        message: `${sourceOf(facts, id)} enters its VPC in ${subnets.length} zones and leads through ${appliance} there: the two directions of a connection may enter by two zones, and each passes the appliance of its own`,
        fix: `turn appliance mode on at ${source} (Options: { ApplianceModeSupport: enable }), so that both directions use one zone`,
        source,
      }),
    ];
  });
}

/** What the tables in which packets enter a VPC lead through, if they do. */
function entryAppliance({ vpcs, vpcTables, appliances }: Network, id: string): string | undefined {
  const vpc = vpcs.find((each) => each.id === id);
  const routes = vpcTables.filter((table) => vpc?.entries?.includes(table.id)).flatMap((table) => table.routes);
  const isEntered = (appliance: string) =>
    routes.some(({ target }) => target.kind === 'appliance' && target.appliance === appliance);
  return appliances?.find((each) => isEntered(each.id))?.source;
}

export const asymmetricPaths: Check = (judged) => {
  const { backbone, network } = judged;
  if (!backbone.sites.some(({ stateful }) => stateful) && (network.appliances ?? []).length === 0) return [];
  return [...told(judged), ...withoutApplianceMode(judged)];
};
