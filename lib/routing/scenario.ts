// Pure: a scenario is a set of links that are failed at once, each in a form, and of shared risks.

/** `down` is seen by BGP; `grey` drops data and nothing says so. */
export type FailureForm = 'down' | 'grey';

/** Lists are sorted by name. */
export interface Scenario {
  readonly links: readonly { readonly name: string; readonly form: FailureForm }[];
  /** The links of a shared risk fail together, in the same form as far as their kinds know it. */
  readonly risks: readonly { readonly name: string; readonly form: FailureForm }[];
}

export const NOTHING_FAILED: Scenario = { links: [], risks: [] };

export function nothingFailed({ links, risks }: Scenario): boolean {
  return links.length + risks.length === 0;
}

/** What people call it: `nothing failed`, or what is failed. */
export function scenarioName({ links, risks }: Scenario): string {
  const names = [
    ...links.map(({ name, form }) => `${name} ${form}`),
    ...risks.map(({ name, form }) => `risk ${name} ${form}`),
  ];
  return names.length === 0 ? 'nothing failed' : names.join(' and ');
}
