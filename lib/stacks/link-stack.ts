import { Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { definedProps } from '../constructs/defined-props';
import { PeeringRequest } from '../constructs/peering-request';
import { StackOutput } from '../constructs/stack-output';
import type { Backbone } from '../routing/backbone';
import { TAGS } from '../routing/tags';
import type { PeeringLink, Topology } from '../topology/topology';
import { DetourStack } from './detour-stack';
import { guardLink } from './guard-link';
import type { SiteStack } from './site-stack';

export interface LinkStackProps {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly link: PeeringLink;
  readonly requester: SiteStack;
  readonly accepter: SiteStack;
}

/**
 * Which end of a peering asks and which accepts: the smaller name accepts. It depends on the two names alone, because
 * the other way round would be another attachment.
 */
export function peeringEnds(link: PeeringLink): { readonly accepter: string; readonly requester: string } {
  const [a, b] = link.between;
  return a < b ? { accepter: a, requester: b } : { accepter: b, requester: a };
}

/** A peering's request, in the requester's region. */
export class LinkStack extends DetourStack {
  readonly attachmentId: StackOutput;

  constructor(scope: Construct, props: LinkStackProps) {
    const { topology, backbone, link, requester, accepter } = props;
    const description = `Link ${link.name} of backbone ${topology.name}: peering of ${requester.site.name} with ${accepter.site.name}`;
    super(scope, { topology, site: requester.site, suffix: `link-${link.name}`, description });
    Tags.of(this).add(TAGS.link, link.name);
    const request = new PeeringRequest(
      this,
      'Peering',
      definedProps({
        attachmentName: `${topology.prefix}-${link.name}`,
        transitGatewayId: requester.transitGatewayId.readFrom(this),
        peerTransitGatewayId: accepter.transitGatewayId.readFrom(this),
        peerRegion: accepter.site.region,
        peerAccountId: accepter.site.account,
      }),
    );
    this.attachmentId = new StackOutput(this, 'AttachmentId', request.attachmentId, 'The peering, at the requester');
    guardLink(this, {
      link: link.name,
      site: requester,
      identity: {
        TransitGatewayId: requester.transitGatewayId.readFrom(this),
        PeerTransitGatewayId: accepter.transitGatewayId.readFrom(this),
        PeerRegion: accepter.site.region,
        PeerAccountId: accepter.site.account,
      },
    });
    this.carry({ version: 1, links: backbone.links.filter(({ name }) => name === link.name) });
  }
}
