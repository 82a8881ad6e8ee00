// Pure: the parameters of a request in AWS's query protocol, as `Filter.1.Value.2=active`. What a parameter has to be is
// said where it is read; what is wrong with it is refused as EC2 does.

import { Refused } from '../refused';

/** A number in the name of a parameter that belongs to a list; more than EC2 takes in any list. */
const MOST_ITEMS = 5_000;

export class QueryParameters {
  private readonly values: ReadonlyMap<string, string>;

  constructor(values: Iterable<readonly [string, string]>) {
    this.values = new Map(values);
  }

  static of(body: string): QueryParameters {
    return new QueryParameters(new URLSearchParams(body));
  }

  /** Undefined when it is missing; an empty text is a text. */
  text(name: string): string | undefined {
    return this.values.get(name);
  }

  required(name: string): string {
    const text = this.text(name);
    if (!text) throw new Refused('MissingParameter', `The request must contain the parameter ${name}`);
    return text;
  }

  flag(name: string): boolean {
    const text = this.text(name);
    if (text === undefined || text === 'false') return false;
    if (text === 'true') return true;
    throw new Refused('InvalidParameterValue', `Value (${text}) for parameter ${name} is invalid: true or false`);
  }

  /** A whole number within these limits, both allowed. */
  number(name: string, low: number, high: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^-?\d+$/.test(text) && value >= low && value <= high) return value;
    const allowed = `Expecting a value between ${low} and ${high}`;
    throw new Refused('InvalidParameterValue', `Value (${text}) for parameter ${name} is invalid. ${allowed}`);
  }

  /** `Name.1`, `Name.2`, …, in the order of their numbers. */
  list(name: string): readonly string[] {
    return this.structures(name).flatMap((item) => item.text('') ?? []);
  }

  /** `Name.1.Member`, `Name.2.Member`, …, in the order of their numbers; each has its members as parameters. */
  structures(name: string): readonly QueryParameters[] {
    const items = new Map<number, [string, string][]>();
    for (const [key, value] of this.values) {
      if (!key.startsWith(`${name}.`)) continue;
      const [index = '', ...rest] = key.slice(name.length + 1).split('.');
      const number = Number(index);
      if (!/^\d+$/.test(index) || number > MOST_ITEMS)
        throw new Refused('InvalidParameterValue', `${key} is no item of ${name}`);
      items.set(number, [...(items.get(number) ?? []), [rest.join('.'), value]]);
    }
    return [...items].sort(([a], [b]) => a - b).map(([, members]) => new QueryParameters(members));
  }
}
