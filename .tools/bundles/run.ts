// `npm run bundles`: how large the bundle of each Lambda function is, and what is in it; with `--json` for programs.

import { contentsOf } from './contents';
import { describeBundles } from './describe';
import { bundleTable } from './texts';

const bundles = describeBundles().map(contentsOf);
const text = process.argv.includes('--json') ? JSON.stringify(bundles, undefined, 2) : bundleTable(bundles);
process.stdout.write(`${text}\n`);
