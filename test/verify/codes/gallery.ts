// Every exhibit. A group of codes has a file of its own and a line here.

import { ACKNOWLEDGEMENTS } from './acknowledgements';
import { DESCRIPTIONS } from './descriptions';
import type { Exhibit } from './exhibit';
import { FLOWS } from './flows';
import { INFERRED } from './inferred';
import { NAMES } from './names';
import { PROBES } from './probes';
import { QUOTAS } from './quotas';
import { ROUTES } from './routes';
import { SITES_AND_LINKS } from './sites-and-links';

export const GALLERY: readonly Exhibit[] = [
  ...DESCRIPTIONS,
  ...ACKNOWLEDGEMENTS,
  ...SITES_AND_LINKS,
  ...PROBES,
  ...NAMES,
  ...QUOTAS,
  ...ROUTES,
  ...FLOWS,
  ...INFERRED,
];
