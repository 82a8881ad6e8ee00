import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { AuditAccess } from '../constructs/audit-access';
import { Dashboard } from '../constructs/dashboard';
import { definedProps } from '../constructs/defined-props';
import { LinkStateAccess } from '../constructs/link-state-access';
import { outputName, type StackOutput } from '../constructs/stack-output';
import { StatusViewFunction } from '../constructs/status-view-function';
import type { Topology } from '../topology/topology';
import { bodyOf, type DashboardPage } from './dashboard/pages';
import { DetourStack } from './detour-stack';
import type { EndpointsStack } from './endpoints-stack';
import type { OwnLink } from './link-identities';
import type { LinkStateStack } from './link-state-stack';
import type { SiteStack } from './site-stack';

export interface DashboardStackProps {
  readonly topology: Topology;
  readonly page: DashboardPage;
  /** The site that the page is about, else the admission site: the stack is in its region. */
  readonly site: SiteStack;
  /** Every AWS site. */
  readonly sites: ReadonlyMap<string, SiteStack>;
  /** All links of the backbone. */
  readonly links: readonly OwnLink[];
  /** What the function reads that shows the status, and how it gets there from a VPC. */
  readonly view: { readonly linkState: LinkStateStack; readonly endpoints?: EndpointsStack };
}

/** What a page has in the place of the id of a site's gateway. */
export function gatewayVariable(site: string): string {
  return `\${${outputName('Gateway', site)}}`;
}

const STATUS_VIEW = 'StatusView';

/** What a page has in the place of the ARN of the function that shows the status. */
export const STATUS_VIEW_VARIABLE = `\${${STATUS_VIEW}}`;

/** What a page has in the place of the id of a link's VPN connection or virtual interface. */
export function sessionVariable(link: string): string {
  return `\${${outputName('Session', link)}}`;
}

/**
 * A dashboard, from the metrics and alarms of all regions. CloudWatch shows the dashboards of an account in every region; the
 * stack is in one because every stack is. There is one stack for each dashboard, because those of many sites together would
 * be more than a template holds. Nothing depends on it.
 */
export class DashboardStack extends DetourStack {
  constructor(scope: Construct, props: DashboardStackProps) {
    const { topology, page, site } = props;
    const about = page.site === undefined ? 'the whole of it' : `site ${page.site}`;
    super(scope, {
      topology,
      site: site.site,
      suffix: page.site === undefined ? 'dashboard' : `${page.site}-dashboard`,
      description: `Dashboard of backbone ${topology.name}: ${about}, for on-call engineers`,
    });
    const body = bodyOf(page);
    const view = body.includes(STATUS_VIEW_VARIABLE) ? { [STATUS_VIEW]: this.addStatusView(props) } : {};
    const variables = { ...this.variablesIn(body, props), ...view };
    new Dashboard(this, 'Page', { dashboardName: page.name, body, variables });
  }

  /** ARN of the function that shows how the backbone stands. It may read, and nothing else. */
  private addStatusView({ site, view: { linkState, endpoints } }: DashboardStackProps): string {
    const encryptionKeyArn = site.linkStateKeyArn.readFrom(this);
    const { tableName, auditTableName } = linkState;
    const { handler } = new StatusViewFunction(this, STATUS_VIEW, {
      site: this.site.name,
      tableName,
      auditTableName,
      parametersPath: this.parametersPath,
      encryptionKey: Key.fromKeyArn(this, 'LogKey', site.logKeyArn.readFrom(this)),
      ...definedProps({ place: endpoints?.placeFor(this) }),
    });
    new LinkStateAccess(this, 'LinkState', { tableName, encryptionKeyArn }).grantRead(handler.role);
    new AuditAccess(this, 'Audit', { tableName: auditTableName, encryptionKeyArn }).grantRead(handler.role);
    return handler.function.functionArn;
  }

  /** The ids that the body asks for, by the names that it has for them. */
  private variablesIn(body: string, { sites, links }: DashboardStackProps): Readonly<Record<string, string>> {
    const outputs: readonly (readonly [string, StackOutput | undefined])[] = [
      ...[...sites].map(([name, { transitGatewayId }]) => [gatewayVariable(name), transitGatewayId] as const),
      ...links.map(
        ({ link, vpnConnectionId, virtualInterfaceId }) =>
          [sessionVariable(link.name), vpnConnectionId ?? virtualInterfaceId] as const,
      ),
    ];
    return Object.fromEntries(
      outputs.flatMap(([variable, output]) =>
        output && body.includes(variable) ? [[variable.slice(2, -1), output.readFrom(this)]] : [],
      ),
    );
  }
}
