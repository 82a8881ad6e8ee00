// Pure: the name of the topology file of a checkout or a commit, when nobody gives one.

const USUAL = 'topology.yaml';

interface CdkSettings {
  readonly context?: { readonly topology?: unknown };
}

/** What `cdk.json` names there, as for `cdk synth`; without one, `topology.yaml`. */
export function topologyName(cdkJson: string | undefined): string {
  if (cdkJson === undefined) return USUAL;
  try {
    const { context } = JSON.parse(cdkJson) as CdkSettings;
    return typeof context?.topology === 'string' && context.topology !== '' ? context.topology : USUAL;
  } catch (error) {
    if (error instanceof SyntaxError) return USUAL;
    throw error;
  }
}
