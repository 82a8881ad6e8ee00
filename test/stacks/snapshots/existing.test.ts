import { snapshotStacks } from '../../support/stack-snapshots';

snapshotStacks('existing.yaml', { alike: /-(cmh|pdx)-(signals|controller)$/ });
