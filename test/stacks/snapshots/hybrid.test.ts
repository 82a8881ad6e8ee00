import { snapshotStacks } from '../../support/stack-snapshots';

snapshotStacks('hybrid.yaml');
