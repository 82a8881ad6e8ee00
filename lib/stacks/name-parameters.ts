import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SiteParameter } from '../constructs/site-parameter';
import type { NamedService, ReachCheck } from '../routing/site-names';

interface NameParametersProps {
  /** Of the site's names; starts and does not end with a slash. */
  readonly path: string;
  readonly checks: readonly ReachCheck[];
  readonly services: readonly NamedService[];
}

/** What was made for the names of a site, see routing/site-names.ts: one parameter for each check and each service. */
export class NameParameters extends Construct {
  constructor(scope: Construct, id: string, { path, checks, services }: NameParametersProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const [toSites, ofServices] = [new Construct(this, 'Checks'), new Construct(this, 'Services')];
    for (const check of checks)
      new SiteParameter(toSites, check.to, {
        path,
        parameter: `checks/${check.to}`,
        description: `By what these names follow site ${check.to}`,
        value: stack.toJsonString(check),
      });
    for (const service of services)
      new SiteParameter(ofServices, service.name, {
        path,
        parameter: `services/${service.name}`,
        description: `What was made for the name of service ${service.name}`,
        value: stack.toJsonString(service),
      });
  }
}
