import { snapshotStacks } from '../../support/stack-snapshots';

snapshotStacks('existing.yaml');
