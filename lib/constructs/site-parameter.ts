import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

export interface SiteParameterProps {
  /** Path of the site; starts and does not end with a slash. */
  readonly path: string;
  /** Below the path: `plan/links/iad-pdx`. */
  readonly parameter: string;
  readonly description: string;
  /** JSON of at most 8 KB. */
  readonly value: string;
}

/**
 * One part of what a site's controller has to know, see routing/site-plan.ts. It costs nothing as long as it has no more
 * than 4 KB; a longer one becomes an advanced parameter by itself, and stays one.
 */
export class SiteParameter extends Construct {
  constructor(scope: Construct, id: string, { path, parameter, description, value }: SiteParameterProps) {
    super(scope, id);
    new CfnParameter(this, 'Parameter', {
      type: 'String',
      tier: 'Intelligent-Tiering',
      name: `${path}/${parameter}`,
      description,
      value,
    });
  }
}
