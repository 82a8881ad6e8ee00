import { snapshotStacks } from '../../support/stack-snapshots';

snapshotStacks('hybrid.yaml', { alike: /^acme-((cmh|pdx)-(signals|controller)|cmh-probes)$/ });
