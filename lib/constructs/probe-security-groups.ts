import { Tags } from 'aws-cdk-lib';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface ProbeSecurityGroupsProps {
  /** Start of the names of both groups. */
  readonly groupName: string;
  /** Shown in the descriptions. */
  readonly link: string;
  readonly vpcId: string;
  /** What the prober asks and who may ask the responder. */
  readonly farCidrBlock: string;
  /** Port that answers at the far end. */
  readonly farPort: number;
  /** AWS's prefix list of DynamoDB in this region, where the prober writes what it has seen. */
  readonly databasePrefixListId: string;
}

const HTTPS = 443;

/** Without a rule of its own a group lets everything out, so this one lets out what cannot leave. */
const NOTHING_OUT: CfnSecurityGroup.EgressProperty = {
  ipProtocol: '-1',
  cidrIp: '127.0.0.1/32',
  description: 'Nothing: answers need no rule',
};

function tcp(port: number, description: string) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port, description };
}

/** Who may talk to whom over one link, at one end: the prober to the far end, and the far end to the responder. */
export class ProbeSecurityGroups extends Construct {
  readonly proberGroupId: string;
  readonly responderGroupId: string;

  constructor(scope: Construct, id: string, props: ProbeSecurityGroupsProps) {
    super(scope, id);
    const { vpcId, link, farCidrBlock, farPort, databasePrefixListId } = props;
    const prober = new CfnSecurityGroup(this, 'Prober', {
      groupDescription: `Prober of link ${link}: to the far end, and to the database`,
      vpcId,
      securityGroupEgress: [
        { ...tcp(farPort, 'The far end of the link'), cidrIp: farCidrBlock },
        { ...tcp(HTTPS, 'Observations to DynamoDB'), destinationPrefixListId: databasePrefixListId },
      ],
    });
    const responder = new CfnSecurityGroup(this, 'Responder', {
      groupDescription: `Responder of link ${link}: from the far end only`,
      vpcId,
      securityGroupIngress: [{ ...tcp(HTTPS, 'The far end of the link'), cidrIp: farCidrBlock }],
      securityGroupEgress: [NOTHING_OUT],
    });
    Tags.of(prober).add('Name', `${props.groupName}-prober`);
    Tags.of(responder).add('Name', `${props.groupName}-responder`);
    this.proberGroupId = prober.attrGroupId;
    this.responderGroupId = responder.attrGroupId;
  }
}
