import { Construct } from 'constructs';
import { BaselineRoutes } from '../constructs/baseline-routes';
import type { Pins } from './pins';

interface PinRoutesProps {
  readonly pins: Pins;
  readonly spokesTableId: string;
  readonly transitTableId: string;
  /** Tables of VPNs, by link. */
  readonly edgeTableIds: ReadonlyMap<string, string>;
  /** Attachments at the site, by link. */
  readonly attachmentIds: ReadonlyMap<string, string>;
  /** The VPC that holds the probe subnets. */
  readonly vpcAttachmentId: string;
}

/** The routes that pin probes to their links, in every table of a site. A route's identity is its table and its link. */
export class PinRoutes extends Construct {
  constructor(scope: Construct, id: string, props: PinRoutesProps) {
    super(scope, id);
    const { pins, attachmentIds, vpcAttachmentId, edgeTableIds } = props;
    const over = (attachmentOf: (link: string) => string | undefined) => (pinned: Pins['spokes']) =>
      pinned.flatMap(({ link, cidr: destinationCidrBlock }) => {
        const transitGatewayAttachmentId = attachmentOf(link);
        if (transitGatewayAttachmentId === undefined) throw new Error(`link ${link} has no end at this site`);
        return [{ destination: link, destinationCidrBlock, transitGatewayAttachmentId }];
      });
    const overLink = over((link) => attachmentIds.get(link));
    const toVpc = over(() => vpcAttachmentId);
    const add = (table: string, transitGatewayRouteTableId: string, routes: ReturnType<typeof overLink>) =>
      new BaselineRoutes(this, table, { transitGatewayRouteTableId, routes });
    add('spokes', props.spokesTableId, overLink(pins.spokes));
    add('transit', props.transitTableId, toVpc(pins.transit));
    for (const [link, tableId] of edgeTableIds) add(`edge-${link}`, tableId, toVpc(pins.edge.get(link) ?? []));
  }
}
