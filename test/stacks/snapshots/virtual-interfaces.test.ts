import { snapshotStacks } from '../../support/stack-snapshots';

snapshotStacks('virtual-interfaces.yaml');
