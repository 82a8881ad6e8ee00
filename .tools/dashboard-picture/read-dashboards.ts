// Dashboards as a template has them: their names, and their widgets with the places that CloudWatch gives them.

import type { StackTemplate } from '../cost/account';

export interface DrawnWidget {
  readonly type: 'alarm' | 'custom' | 'metric' | 'text';
  /** In columns and units. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
    readonly region?: string;
    readonly legend?: { readonly position: string };
    readonly annotations?: { readonly horizontal: readonly { readonly label: string; readonly value: number }[] };
  };
}

export interface DrawnDashboard {
  readonly name: string;
  readonly widgets: readonly DrawnWidget[];
}

/** Bodies are texts for Fn::Sub, alone or with variables. */
function bodyText(body: unknown): string {
  const sub = (body as { 'Fn::Sub'?: unknown })['Fn::Sub'];
  const text = Array.isArray(sub) ? sub[0] : sub;
  if (typeof text !== 'string') throw new Error('a dashboard has no body that can be read');
  return text;
}

export function dashboardsIn({ resources }: StackTemplate): readonly DrawnDashboard[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
    .map(({ Properties }) => ({
      name: String(Properties?.DashboardName),
      widgets: JSON.parse(bodyText(Properties?.DashboardBody)).widgets,
    }));
}
