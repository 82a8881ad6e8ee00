// Verifies one backbone in this process and prints what it took. The arguments are its kind, its number of sites, and in
// how many scenarios it is judged plainly as well.

import { verifyOnce } from './verify-once';

const [kind = 'peered', sites = '40', naively = '0'] = process.argv.slice(2);
process.stdout.write(
  JSON.stringify(verifyOnce(kind === 'hybrid' ? 'hybrid' : 'peered', Number(sites), Number(naively))),
);
