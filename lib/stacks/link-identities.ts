import { Construct } from 'constructs';
import { definedProps } from '../constructs/defined-props';
import { LinkIdentity, type LinkIdentityProps } from '../constructs/link-identity';
import type { StackOutput } from '../constructs/stack-output';
import type { Link } from '../topology/topology';
import type { DetourStack } from './detour-stack';
import type { SiteStack } from './site-stack';

/** A link as its own stack made it. */
export interface OwnLink {
  readonly link: Link;
  /** Of a peering the attachment as the requester knows it, of any other link the attachment at the site. */
  readonly attachmentId: StackOutput;
  /** The table whose content the link advertises: VPNs only. */
  readonly edgeTableId?: StackOutput;
  readonly vpnConnectionId?: StackOutput;
  /** Of Direct Connect links, as their gateway. */
  readonly virtualInterfaceId?: StackOutput;
  readonly directConnectGatewayId?: StackOutput;
}

interface LinkIdentitiesProps {
  /** Below it is a parameter for each link. */
  readonly path: string;
  readonly links: readonly OwnLink[];
  /** Every AWS site. */
  readonly sites: ReadonlyMap<string, SiteStack>;
  /** The attachment of each link at the site of this stack. Links that are not in it are only known by name here. */
  readonly attachmentIds: ReadonlyMap<string, string>;
}

/** How these links are known, for the functions of one site. */
export class LinkIdentities extends Construct {
  constructor(
    private readonly stack: DetourStack,
    id: string,
    private readonly props: LinkIdentitiesProps,
  ) {
    super(stack, id);
    for (const own of props.links)
      new LinkIdentity(this, own.link.name, { path: props.path, ...namesOf(own.link), ...this.known(own) });
  }

  private known(own: OwnLink): Pick<LinkIdentityProps, 'entities' | 'ends'> {
    const { link } = own;
    const here = this.props.attachmentIds.get(link.name);
    const attachmentId = here ?? own.attachmentId.readFrom(this);
    const ids = {
      vpnConnectionId: own.vpnConnectionId?.readFrom(this),
      virtualInterfaceId: own.virtualInterfaceId?.readFrom(this),
      directConnectGatewayId: own.directConnectGatewayId?.readFrom(this),
    };
    const edgeTableId = own.edgeTableId?.readFrom(this);
    const connectionId = link.kind === 'direct-connect' ? link.connection : undefined;
    const entities = [
      attachmentId,
      ids.vpnConnectionId,
      ids.virtualInterfaceId,
      connectionId,
      ids.directConnectGatewayId,
    ];
    const ends = [...link.between].sort().flatMap((site) => {
      const transitGatewayId = this.props.sites.get(site)?.transitGatewayId.readFrom(this);
      if (transitGatewayId === undefined) return [];
      const isHere = site === this.stack.site.name && here !== undefined;
      return [{ site, transitGatewayId, ...(isHere ? definedProps({ attachmentId, ...ids, edgeTableId }) : {}) }];
    });
    return { entities: entities.filter((entity) => entity !== undefined), ends };
  }
}

/** What the provider calls it. */
export function namesOf({ name, circuitIds, provider }: Link) {
  return { link: name, circuitIds, ...definedProps({ provider }) };
}

/** Where the functions of a site find its links' identities. */
export function parametersPath(prefix: string, site: string, what: string): string {
  return `/${prefix}/${site}/${what}`;
}
