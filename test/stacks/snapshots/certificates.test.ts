import { snapshotStacks } from '../../support/stack-snapshots';

snapshotStacks('certificates.yaml');
