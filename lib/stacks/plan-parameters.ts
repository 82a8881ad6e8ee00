import { Construct } from 'constructs';
import { SiteParameter } from '../constructs/site-parameter';
import type { SitePlan } from './site-plan';

interface PlanParametersProps {
  /** Of the site; starts and does not end with a slash. */
  readonly path: string;
  readonly plan: SitePlan;
}

/** The plan of a site's controller. What tells that all of it is there is written last. */
export class PlanParameters extends Construct {
  /** To depend on the whole plan. */
  readonly ready: Construct;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PlanParametersProps,
  ) {
    super(scope, id);
    const { backbone, sites, links } = props.plan;
    const siteParts = new Construct(this, 'Sites');
    for (const [name, part] of sites) this.add(siteParts, name, `sites/${name}`, `Site ${name} of the backbone`, part);
    const linkParts = new Construct(this, 'Links');
    for (const [name, part] of links) this.add(linkParts, name, `links/${name}`, `Link ${name} of the backbone`, part);
    this.ready = this.add(this, 'Backbone', 'backbone', 'The backbone as a whole', backbone);
    this.ready.node.addDependency(siteParts, linkParts);
  }

  private add(scope: Construct, id: string, part: string, description: string, value: string): SiteParameter {
    return new SiteParameter(scope, id, { path: this.props.path, parameter: `plan/${part}`, description, value });
  }
}
