// Pure: how an operator's commands reach a site.

/** The services that they call, by the names that AWS signs with. */
export const OPERATOR_SERVICES = ['directconnect', 'dynamodb', 'ec2', 'route53', 'ssm'] as const;
export type OperatorService = (typeof OPERATOR_SERVICES)[number];

export interface Reach {
  readonly region: string;
  /** Of the files that the AWS CLI shares; absent: the environment's, or the default one. */
  readonly profile?: string;
  /** URL by service; those that are left out are AWS's own, or the environment's. */
  readonly endpoints: Readonly<Partial<Record<OperatorService, string>>>;
}
