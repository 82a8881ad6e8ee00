import type { Stack } from 'aws-cdk-lib';
import { CfnVPCCidrBlock } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { definedProps } from '../constructs/defined-props';
import { ProbeDatabase } from '../constructs/probe-database';
import { ProbeSecurityGroups } from '../constructs/probe-security-groups';
import { ProbeSubnet } from '../constructs/probe-subnet';
import { Responder } from '../constructs/responder';
import { ResponderProvider } from '../constructs/responder-provider';
import { formatAddress } from '../net/prefix';
import { type ProbeEnd, type ProbeTarget, probeBlock, probeEnds, responderAddress } from '../topology/probe-subnets';
import type { AwsSite, Topology } from '../topology/topology';

interface ProbesProps {
  readonly topology: Topology;
  readonly site: AwsSite;
  /** The VPC that holds the probe subnets, which is attached to the gateway already. */
  readonly vpcId: string;
  readonly transitGatewayId: string;
  /** Start of the names of what is made. */
  readonly namePrefix: string;
  /** Encrypts the log groups of functions. */
  readonly encryptionKey: IKey;
}

/** Where a prober of one link end belongs. */
export interface ProberPlace {
  readonly subnetId: string;
  readonly securityGroupId: string;
}

/** What a prober at one end of a link needs, and what the prober at the other end asks. */
export class Probes extends Construct {
  /** By link; an end with nothing to ask has no prober. */
  readonly places: ReadonlyMap<string, ProberPlace>;
  private readonly props: ProbesProps;
  private readonly zone: string;
  private readonly block: CfnVPCCidrBlock | undefined;
  private readonly database: ProbeDatabase | undefined;
  private readonly responders: ResponderProvider | undefined;

  constructor(scope: Stack, id: string, props: ProbesProps) {
    super(scope, id);
    this.props = props;
    // The gateway attachment covers a VPC's zones from the first on.
    this.zone = scope.availabilityZones[0] ?? '';
    this.block = this.addBlock();
    const ends = probeEnds(props.topology, props.site);
    if (ends.some(({ far }) => far)) {
      const { vpcId, encryptionKey, namePrefix } = props;
      this.database = new ProbeDatabase(this, 'Database', {
        endpointName: `${namePrefix}-probes`,
        vpcId,
        encryptionKey,
      });
      this.responders = new ResponderProvider(this, 'Responders', { encryptionKey });
    }
    const links = new Construct(this, 'Links');
    this.places = new Map(
      ends.flatMap((end): [string, ProberPlace][] => {
        const place = this.addEnd(new Construct(links, end.link), end);
        return place ? [[end.link, place]] : [];
      }),
    );
  }

  /** A `probeCidr` outside the VPC makes the VPC larger. */
  private addBlock(): CfnVPCCidrBlock | undefined {
    const { site, vpcId } = this.props;
    const block = probeBlock(site);
    return block && new CfnVPCCidrBlock(this, 'Block', { vpcId, cidrBlock: block.cidr });
  }

  private addEnd(scope: Construct, end: ProbeEnd): ProberPlace | undefined {
    const { vpcId, transitGatewayId, namePrefix } = this.props;
    const subnet = new ProbeSubnet(
      scope,
      'Subnet',
      definedProps({
        link: end.link,
        subnetName: `${namePrefix}-probe-${end.link}`,
        vpcId,
        cidrBlock: end.subnet.text,
        availabilityZone: this.zone,
        transitGatewayId,
        farCidrBlock: end.far?.prefix.text,
      }),
    );
    if (this.block) subnet.node.addDependency(this.block);
    return end.far && this.addTalkers(scope, end, end.far, subnet);
  }

  private addTalkers(scope: Construct, { link, subnet }: ProbeEnd, far: ProbeTarget, at: ProbeSubnet) {
    const { database, responders } = this;
    if (!database || !responders) return undefined;
    const { vpcId } = this.props;
    const responderName = `${this.props.namePrefix}-probe-${link}`;
    database.addRouteTable(at.routeTableId);
    const { proberGroupId, responderGroupId } = new ProbeSecurityGroups(scope, 'Groups', {
      groupName: responderName,
      link,
      vpcId,
      farCidrBlock: far.prefix.text,
      farPort: far.port,
      databasePrefixListId: database.prefixListId,
    });
    new Responder(scope, 'Responder', {
      provider: responders,
      link,
      responderName,
      vpcId,
      subnetId: at.subnetId,
      address: formatAddress(responderAddress(subnet)),
      securityGroupId: responderGroupId,
    });
    return { subnetId: at.subnetId, securityGroupId: proberGroupId };
  }
}
