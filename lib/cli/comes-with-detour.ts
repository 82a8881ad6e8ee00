// Where the example files are that come with Detour.

import path from 'node:path';

/** The name of an example from where the user is. This file and the built one are equally deep. */
export function comesWithDetour(name: string): string {
  return path.relative(process.cwd(), path.join(__dirname, '../../examples', name));
}
