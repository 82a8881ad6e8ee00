// The part of dynalite that tests use; the package has no types.

declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** How long each takes, as on AWS, where it is seconds. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  export default function dynalite(options?: Options): Server;
}
