// Pure: a scenario is a set of links that are failed at once, each in a form, of shared risks, and of sites.

/** `down` is seen by BGP; `grey` drops data and nothing says so. */
export type FailureForm = 'down' | 'grey';

/** Lists are sorted by name. */
export interface Scenario {
  readonly links: readonly { readonly name: string; readonly form: FailureForm }[];
  /** The links of a shared risk fail together, in the same form as far as their kinds know it. */
  readonly risks: readonly { readonly name: string; readonly form: FailureForm }[];
  /**
   * AWS sites that are lost whole, with their links, tables and controllers: BGP sees its links go, peerings go silently.
   * Absent when none is.
   */
  readonly sites?: readonly string[];
}

export const NOTHING_FAILED: Scenario = { links: [], risks: [] };

/** How many things fail in it at once: links, shared risks and sites. */
export function failureCount({ links, risks, sites = [] }: Scenario): number {
  return links.length + risks.length + sites.length;
}

export function nothingFailed(scenario: Scenario): boolean {
  return failureCount(scenario) === 0;
}

/** What people call it: `nothing failed`, or what is failed. */
export function scenarioName({ links, risks, sites = [] }: Scenario): string {
  const names = [
    ...links.map(({ name, form }) => `${name} ${form}`),
    ...risks.map(({ name, form }) => `risk ${name} ${form}`),
    ...sites.map((name) => `site ${name} lost`),
  ];
  return names.length === 0 ? 'nothing failed' : names.join(' and ');
}
