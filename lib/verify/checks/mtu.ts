// Pure: a path that takes over and carries smaller packets than the one it replaces drops large ones, and neither probes
// nor small requests notice. A link is silent here when its MTU or `mssClamp` is written down: then somebody has seen to it.

import type { Backbone, BackboneLink } from '../../routing/backbone';
import { nothingFailed, scenarioName } from '../../routing/scenario';
import { finding } from '../findings';
import type { FlowResult } from '../results';
import type { Check } from './check';

/** The link of a path that carries the smallest packets. Undefined when one of them is not known. */
function narrowest(backbone: Backbone, path: readonly string[]): BackboneLink | undefined {
  const links = path.map((name) => backbone.links.find((link) => link.name === name));
  return links.reduce((least, link) => ((link?.mtu ?? 0) < (least?.mtu ?? 0) ? link : least));
}

interface Squeeze {
  readonly result: FlowResult;
  readonly link: BackboneLink;
  readonly before: number;
}

function squeezeOf(backbone: Backbone, healthy: FlowResult | undefined, result: FlowResult): readonly Squeeze[] {
  if (!healthy || healthy.path === result.path || healthy.path.length === 0 || result.path.length === 0) return [];
  const [before, after] = [narrowest(backbone, healthy.path)?.mtu, narrowest(backbone, result.path)];
  if (before === undefined || after?.mtu === undefined || after.mtu >= before || after.mtuHandled) return [];
  return [{ result, link: after, before }];
}

/** Each takeover against the path of its own mode: the baseline itself takes over where BGP does. */
function squeezes(backbone: Backbone, results: readonly FlowResult[]): readonly Squeeze[] {
  const delivered = results.filter(({ outcome }) => outcome === 'delivered');
  const keyOf = ({ flow: { from, to }, mode }: FlowResult) => `${from} ${to} ${mode}`;
  const healthy = new Map(delivered.filter(({ scenario }) => nothingFailed(scenario)).map((r) => [keyOf(r), r]));
  return delivered.flatMap((result) => squeezeOf(backbone, healthy.get(keyOf(result)), result));
}

export const takeoverMtu: Check = ({ backbone, results }) => {
  const found = squeezes(backbone, results);
  const links = [...new Set(found.map(({ link }) => link))];
  return links.flatMap((link) => {
    const all = found.filter((squeeze) => squeeze.link === link);
    const [first] = all;
    if (!first) return [];
    const { scenario, flow, mode, path } = first.result;
    const cases = all.length === 2 ? 'one more case' : `${all.length - 1} more cases`;
    const more = all.length === 1 ? '' : `, and in ${cases}`;
    return [
      finding('verify-takeover-mtu', {
        message: `${flow.from} to ${flow.to}, ${scenarioName(scenario)}, ${mode}: ${path.join(' › ')} takes over and carries ${link.mtu} bytes where ${first.before} were carried before, because of ${link.name}${more}`,
        fix: `clamp TCP segments on both sides of ${link.name} and write mssClamp: true, or write the mtu of ${link.name} when the hosts are set to it`,
        scenario,
        flow,
      }),
    ];
  });
};
