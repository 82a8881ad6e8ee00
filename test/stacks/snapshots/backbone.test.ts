import { snapshotStacks } from '../../support/stack-snapshots';

snapshotStacks('backbone.yaml', { whole: /-iad/, alike: /-(cmh|pdx)-(probes|signals)$/ });
