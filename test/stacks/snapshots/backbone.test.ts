import { snapshotStacks } from '../../support/stack-snapshots';

snapshotStacks('backbone.yaml', { whole: /-iad-/, alike: /^acme-(pdx|(cmh|pdx)-(probes|signals|controller))$/ });
