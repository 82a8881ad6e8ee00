// Pure: the name of the topology file of a checkout or a commit, when nobody gives one.

import { field, textField } from '../../verify/json';

const USUAL = 'topology.yaml';

/** What `cdk.json` names there, as for `cdk synth`; without one, `topology.yaml`. */
export function topologyName(cdkJson: string | undefined): string {
  if (cdkJson === undefined) return USUAL;
  try {
    return textField(field(JSON.parse(cdkJson), 'context'), 'topology') || USUAL;
  } catch (error) {
    if (error instanceof SyntaxError) return USUAL;
    throw error;
  }
}
