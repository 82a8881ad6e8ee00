// What a client of AWS's SDK says of an operation: the schemas that it serializes by.
//
//   schema                                          of
//   [3, namespace, name, traits, members, schemas, number of members that are required, which come first]   a structure
//   [4, namespace, name, traits, members, schemas]  one of several
//   [1, namespace, name, traits, schema]            a list
//   [2, namespace, name, traits, schema, schema]    a map
//   [schema, traits]                                a member with traits
//   a function                                      what it returns
//   anything else                                   a plain value

export interface Model {
  readonly input: {
    /** As the SDK calls the request. */
    readonly name: string;
    readonly members: readonly string[];
    readonly required: readonly string[];
  };
  /** Schema of the answer. */
  readonly output: unknown;
}

const STRUCTURE = 3;
const UNION = 4;

function resolved(schema: unknown): unknown {
  return typeof schema === 'function' ? resolved(schema()) : schema;
}

function isNamed(schema: readonly unknown[]): boolean {
  return typeof schema[1] === 'string' && typeof schema[2] === 'string';
}

/** Names of members, and schemas. */
function partsOf(schema: readonly unknown[]): readonly unknown[] {
  if (!isNamed(schema)) return schema.slice(0, 1);
  return schema[0] === STRUCTURE || schema[0] === UNION ? schema.slice(4).flat() : schema.slice(4);
}

function gather(given: unknown, found: Set<string>, seen: Set<unknown>): void {
  const schema = resolved(given);
  if (!Array.isArray(schema) || seen.has(schema)) return;
  seen.add(schema);
  for (const part of partsOf(schema))
    if (typeof part === 'string') found.add(part);
    else gather(part, found, seen);
}

/** Names of all members of a schema, however deep. */
export function namesIn(schema: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  gather(schema, found, new Set());
  return found;
}

function schemaOf(client: object, operation: string): readonly unknown[] | undefined {
  const command: unknown = Reflect.get(client, `${operation}Command`);
  if (typeof command !== 'function') return undefined;
  const schema: unknown = Reflect.get(Reflect.construct(command, [{}]), 'schema');
  if (!Array.isArray(schema)) throw new Error(`the SDK does not say how ${operation} is serialized`);
  return schema;
}

/** Undefined: the client has no such operation, which is written as in `DescribeStacks`. */
export function modelOf(client: object, operation: string): Model | undefined {
  const schema = schemaOf(client, operation);
  if (!schema) return undefined;
  const input = resolved(schema[4]);
  if (!Array.isArray(input)) throw new Error(`the SDK does not say what ${operation} takes`);
  const members: readonly string[] = input[4] ?? [];
  const required = members.slice(0, Number(input[6] ?? 0));
  return { input: { name: String(input[2]), members, required }, output: schema[5] };
}
