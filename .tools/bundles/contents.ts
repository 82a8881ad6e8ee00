// Pure: what is in the bundle of a Lambda function.

/** As `print-descriptions.mjs` prints it. */
export interface Description {
  readonly handler: string;
  readonly minifiedBytes: number;
  readonly sourceMapBytes: number;
  readonly gzipBytes: number;
  /** Bytes in the bundle of each source file, by its path from the repository's root. */
  readonly inputs: Readonly<Record<string, number>>;
}

export interface BundledClient {
  /** Of the service, as the SDK has it: `ec2`, `direct-connect`. */
  readonly service: string;
  readonly bytes: number;
  /** The operations that our code can call, as the API has them; sorted. */
  readonly calls: readonly string[];
}

interface BundledPackage {
  readonly name: string;
  readonly bytes: number;
}

export interface Contents {
  readonly handler: string;
  /** The code alone. */
  readonly minifiedBytes: number;
  readonly gzipBytes: number;
  /** What Lambda unpacks. */
  readonly withSourceMapBytes: number;
  /** Sorted by name. */
  readonly clients: readonly BundledClient[];
  /** The largest first; our own code is `detour`. */
  readonly packages: readonly BundledPackage[];
  /** Files of zod's error messages in a language. */
  readonly languages: readonly string[];
}

/** Clients of the SDK, and those that it brings for itself to find credentials with. */
const CLIENT = /^@aws-sdk\/(?:client-)?((?<=client-).+|nested-clients)$/;
const COMMAND = /\/dist-es\/commands\/(\w+)Command\.js$/;
const LANGUAGE = /node_modules\/zod\/.*\/locales\/(?!index)([\w-]+)\.js$/;

/** What a client calls of itself, whoever makes one. */
const BY_ITSELF: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['DescribeEndpoints'],
  s3: ['CreateSession'],
};

export function contentsOf(description: Description): Contents {
  const files = Object.entries(description.inputs).filter(([, bytes]) => bytes > 0);
  const packages = new Map<string, number>();
  for (const [file, bytes] of files) packages.set(packageOf(file), (packages.get(packageOf(file)) ?? 0) + bytes);
  const bySize = [...packages].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
  return {
    handler: description.handler,
    minifiedBytes: description.minifiedBytes,
    gzipBytes: description.gzipBytes,
    withSourceMapBytes: description.minifiedBytes + description.sourceMapBytes,
    clients: bySize.flatMap(({ name, bytes }) => clientOf(name, bytes, files)).sort(byService),
    packages: bySize,
    languages: files.flatMap(([file]) => LANGUAGE.exec(file)?.[1] ?? []).sort(),
  };
}

function byService(a: BundledClient, b: BundledClient): number {
  return a.service < b.service ? -1 : 1;
}

function packageOf(file: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? 'detour';
}

function clientOf(
  name: string,
  bytes: number,
  files: readonly (readonly [string, number])[],
): readonly BundledClient[] {
  const service = CLIENT.exec(name)?.[1];
  if (service === undefined) return [];
  const commands = files.flatMap(([file]) => (packageOf(file) === name ? (COMMAND.exec(file)?.[1] ?? []) : []));
  const calls = commands.filter((command) => !BY_ITSELF[service]?.includes(command)).sort();
  return [{ service, bytes, calls }];
}
