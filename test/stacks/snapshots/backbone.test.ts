import { snapshotStacks } from '../../support/stack-snapshots';

snapshotStacks('backbone.yaml', /-iad/);
