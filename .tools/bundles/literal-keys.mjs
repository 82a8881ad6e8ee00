// Lets esbuild leave out what a bundle does not need of an SDK client. The schemas of all operations of a service are
// constants of one file, with keys that are constants as well: `{ [_xN]: _it }`. A key that is a name could be an object
// with a `toString` of its own, so esbuild keeps each such constant in every bundle: half a megabyte of client-ec2.
// With the key written out the constant is the same, and goes when nothing asks for it.

import { readFile } from 'node:fs/promises';

const SCHEMAS = /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;

/** The same module, with the texts of its constants in the place of their names where these are keys. */
export function withLiteralKeys(source) {
  const constants = new Map(
    [...source.matchAll(/^const (\w+) = ("[^"\\\n]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replace(/\[(\w+)\]:/g, (key, name) => {
    const text = constants.get(name);
    return text === undefined || text === '"__proto__"' ? key : `${text}:`;
  });
}

export const literalKeys = {
  name: 'literal-keys',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
      loader: 'js',
      contents: withLiteralKeys(await readFile(path, 'utf8')),
    }));
  },
};
