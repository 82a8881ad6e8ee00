// Pure: a path that takes over and carries smaller packets than the one it replaces drops large ones, and neither probes
// nor small requests notice. A link is silent here when its MTU or `mssClamp` is written down: then somebody has seen to it.

import type { Backbone, BackboneLink } from '../../routing/backbone';
import { scenarioName } from '../../routing/scenario';
import { linkNamed } from '../../routing/shortest-paths';
import { counted } from '../counted';
import { finding } from '../findings';
import type { FlowResult } from '../results';
import { leastOf, type Takeover, takeoversIn } from '../takeovers';
import type { Check } from './check';

/** The link of a path that carries the smallest packets. Its MTU is not known where that of any link of the path is not. */
function narrowest(backbone: Backbone, path: readonly string[]): BackboneLink | undefined {
  const isKnown = path.every((name) => linkNamed(backbone, name) !== undefined);
  return isKnown ? leastOf(backbone, path, ({ mtu = 0 }) => mtu) : undefined;
}

interface Squeeze {
  readonly result: FlowResult;
  readonly link: BackboneLink;
  readonly before: number;
}

function squeezeOf(backbone: Backbone, { result, before }: Takeover): readonly Squeeze[] {
  const [usual, after] = [narrowest(backbone, before)?.mtu, narrowest(backbone, result.path)];
  if (usual === undefined || after?.mtu === undefined || after.mtu >= usual || after.mtuHandled) return [];
  return [{ result, link: after, before: usual }];
}

/** Where the link that carries less is made: there segments are clamped, or its MTU is written down. */
export const takeoverMtu: Check = ({ backbone, facts, results }) => {
  const found = takeoversIn(results).flatMap((takeover) => squeezeOf(backbone, takeover));
  const attachments = new Map(
    [...facts.peerings, ...facts.vpns, ...facts.directConnects].map((made) => [made.link, made.source]),
  );
  const links = [...new Set(found.map(({ link }) => link))];
  return links.flatMap((link) => {
    const [first, ...more] = found.filter((squeeze) => squeeze.link === link);
    if (!first) return [];
    const { scenario, flow, mode, path } = first.result;
    const source = attachments.get(link.name);
    return [
      finding('verify-takeover-mtu', {
        message: `${flow.from} to ${flow.to}, ${scenarioName(scenario)}, ${mode}: ${path.join(' › ')} takes over and carries ${link.mtu} bytes where ${first.before} were carried before, because of ${link.name}${counted(', and in ', more.length, 'more case')}`,
        fix: `clamp TCP segments on both sides of ${link.name} and write mssClamp: true, or write the mtu of ${link.name} when the hosts are set to it`,
        scenario,
        flow,
        ...(source === undefined ? {} : { source }),
      }),
    ];
  });
};

/** What the backbone says of a link is what takeovers are compared by, and what probers send. */
export const interfacesMtu: Check = ({ facts, backbone }) =>
  facts.directConnects.flatMap(({ link, directConnectGateway: dx }) => {
    const said = linkNamed(backbone, link)?.mtu;
    if (said === undefined) return [];
    return facts.virtualInterfaces
      .filter(({ directConnectGateway: on }) => on.ok && dx.ok && on.value === dx.value)
      .flatMap(({ mtu, source }) => {
        if (mtu === undefined || mtu >= said) return [];
        return [
          finding('verify-link-mtu', {
            message: `an interface of link ${link} carries ${mtu} bytes, and the backbone counts on ${said}`,
            fix: `set Mtu of the interface to ${said} if the connection carries it, or write mtu: ${mtu} with the link`,
            source,
          }),
        ];
      });
  });
