import { Fn } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

export interface DashboardProps {
  readonly dashboardName: string;
  /**
   * The body, as JSON. `${name}` in it stands for what `variables` has under the name, or for a pseudo parameter such as
   * `${AWS::AccountId}`; `${!name}` for `${name}` itself.
   */
  readonly body: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A dashboard of CloudWatch. Its template shows the body as it is, and only ids are filled in at deployment. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { dashboardName, body, variables }: DashboardProps) {
    super(scope, id);
    const dashboardBody = Object.keys(variables).length === 0 ? Fn.sub(body) : Fn.sub(body, variables);
    new CfnDashboard(this, 'Dashboard', { dashboardName, dashboardBody });
  }
}
