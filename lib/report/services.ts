// Pure: AWS services as people call them.

const NAMES: Readonly<Record<string, string>> = { ec2: 'EC2', directconnect: 'Direct Connect' };

/** The service of an IAM action, as `ec2:SearchTransitGatewayRoutes`. */
export function serviceName(action: string): string {
  const [prefix = ''] = action.split(':');
  return NAMES[prefix] ?? prefix;
}
