import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Direct Connect gateways belong to no region. */
export function directConnectGatewayArn(scope: Construct, directConnectGatewayId: string): string {
  return Stack.of(scope).formatArn({
    service: 'directconnect',
    region: '',
    resource: 'dx-gateway',
    resourceName: directConnectGatewayId,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
