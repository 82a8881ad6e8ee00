import { ArnFormat, Stack, Tags } from 'aws-cdk-lib';
import { CfnVPNConnection } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { definedProps } from './defined-props';

export interface VpnConnectionProps {
  readonly connectionName: string;
  readonly customerGatewayId: string;
  readonly transitGatewayId: string;
  /** Carry the tunnels over Global Accelerator. */
  readonly enableAcceleration: boolean;
  /**
   * How router and AWS know each other. A certificate is that of the customer gateway.
   *
   * @default pre-shared-key
   */
  readonly authentication?: 'pre-shared-key' | 'certificate';
  /**
   * Who brings the tunnels up: AWS (`start`), which needs a customer gateway with an address, or the router (`add`).
   *
   * @default start
   */
  readonly startupAction?: 'start' | 'add';
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * How long the logs of the tunnels are kept.
   *
   * @default - three months
   */
  readonly retention?: RetentionDays;
}

const TUNNELS = 2;

/** Whoever brings a tunnel up also does so again after it was lost: AWS restarts it, or clears it for the router. */
const DPD_TIMEOUT_ACTION = { start: 'restart', add: 'clear' } as const;

/** Both phases alike: what the CNSA suite asks for, and nothing that is weaker. */
const ENCRYPTION = ['AES256-GCM-16'];
const INTEGRITY = ['SHA2-384', 'SHA2-512'];
const DH_GROUPS = [19, 20, 21];

/**
 * Two IPsec tunnels with BGP between a transit gateway and a router.
 *
 * Where there are pre-shared keys, AWS makes them and keeps them in Secrets Manager, so that no template, no output and no
 * EC2 answer holds one. AWS asks before it replaces a tunnel's endpoint (tunnel endpoint lifecycle control), which is what
 * makes a drain before the replacement possible. Any change of a tunnel's options is another connection.
 */
export class VpnConnection extends Construct {
  readonly vpnConnectionId: string;

  constructor(scope: Construct, id: string, props: VpnConnectionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'LogGroup', {
      encryptionKey: props.encryptionKey,
      retention: props.retention ?? RetentionDays.THREE_MONTHS,
    });
    const usesKeys = (props.authentication ?? 'pre-shared-key') === 'pre-shared-key';
    const connection = new CfnVPNConnection(this, 'Connection', {
      type: 'ipsec.1',
      customerGatewayId: props.customerGatewayId,
      transitGatewayId: props.transitGatewayId,
      staticRoutesOnly: false,
      enableAcceleration: props.enableAcceleration,
      ...definedProps({ preSharedKeyStorage: usesKeys ? 'SecretsManager' : undefined }),
      vpnTunnelOptionsSpecifications: Array.from({ length: TUNNELS }, () =>
        tunnel(props.startupAction ?? 'start', this.arnOf(logGroup)),
      ),
    });
    Tags.of(connection).add('Name', props.connectionName);
    this.vpnConnectionId = connection.ref;
  }

  /** Without the `:*` at the end of the attribute Arn: EC2 wants the group, not its streams. */
  private arnOf({ logGroupName }: LogGroup): string {
    return Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}

function values<T>(all: readonly T[]): { readonly value: T }[] {
  return all.map((value) => ({ value }));
}

function tunnel(
  startupAction: keyof typeof DPD_TIMEOUT_ACTION,
  logGroupArn: string,
): CfnVPNConnection.VpnTunnelOptionsSpecificationProperty {
  return {
    ikeVersions: values(['ikev2']),
    phase1EncryptionAlgorithms: values(ENCRYPTION),
    phase1IntegrityAlgorithms: values(INTEGRITY),
    phase1DhGroupNumbers: values(DH_GROUPS),
    phase2EncryptionAlgorithms: values(ENCRYPTION),
    phase2IntegrityAlgorithms: values(INTEGRITY),
    phase2DhGroupNumbers: values(DH_GROUPS),
    startupAction,
    // The smallest that EC2 takes.
    dpdTimeoutSeconds: 30,
    dpdTimeoutAction: DPD_TIMEOUT_ACTION[startupAction],
    enableTunnelLifecycleControl: true,
    logOptions: {
      cloudwatchLogOptions: {
        logEnabled: true,
        logGroupArn,
        logOutputFormat: 'json',
        bgpLogEnabled: true,
        bgpLogGroupArn: logGroupArn,
        bgpLogOutputFormat: 'json',
      },
    },
  };
}
