// Pure: an expression of DynamoDB as tokens, and what its placeholders stand for. Source: DynamoDB developer guide, "Expression
// attribute names" and "Expression attribute values". Which words are reserved is not checked.

import { Refused } from '../../refused';
import type { AttributeValue, Item } from './attribute-value';

const INVALID = 'ValidationException';
const TOKEN = /\s*(<>|<=|>=|[=<>(),]|[#:]\w+|[A-Za-z]\w*|\S)/gy;
const PATH = /^(#\w+|[A-Za-z]\w*)$/;

/** The parameter that an expression came in, as `ConditionExpression`. */
export type ExpressionName = 'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression' | 'UpdateExpression';

/** What the placeholders of a request stand for, of which each has to be used. */
export class Placeholders {
  private readonly used = new Set<string>();

  constructor(
    private readonly names: Readonly<Record<string, string>> = {},
    private readonly values: Item = {},
  ) {}

  /** The attribute that a token names. */
  name(token: string, expression: ExpressionName): string {
    if (!token.startsWith('#')) return token;
    return this.found(
      this.names,
      token,
      `An expression attribute name used in the document path is not defined`,
      expression,
    );
  }

  value(token: string, expression: ExpressionName): AttributeValue {
    return this.found(
      this.values,
      token,
      'An expression attribute value used in expression is not defined',
      expression,
    );
  }

  /** Refuses what no expression has used. */
  refuseUnused(): void {
    this.refuseUnusedOf('ExpressionAttributeNames', this.names);
    this.refuseUnusedOf('ExpressionAttributeValues', this.values);
  }

  private found<T>(among: Readonly<Record<string, T>>, token: string, missing: string, expression: ExpressionName): T {
    this.used.add(token);
    const found = Object.hasOwn(among, token) ? among[token] : undefined;
    if (found === undefined) throw new Refused(INVALID, `Invalid ${expression}: ${missing}; attribute: ${token}`);
    return found;
  }

  private refuseUnusedOf(parameter: string, among: Readonly<Record<string, unknown>>): void {
    const unused = Object.keys(among).filter((name) => !this.used.has(name));
    if (unused.length > 0)
      throw new Refused(INVALID, `Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
  }
}

/** The tokens of an expression, taken from left to right. */
export class Tokens {
  private readonly tokens: readonly string[];
  private next = 0;

  constructor(
    readonly expression: ExpressionName,
    text: string,
    private readonly placeholders: Placeholders,
  ) {
    this.tokens = [...text.trim().matchAll(TOKEN)].map(([, token = '']) => token);
    if (this.tokens.length === 0) throw new Refused(INVALID, `Invalid ${expression}: The expression can not be empty;`);
  }

  /** Undefined at the end. */
  peek(): string | undefined {
    return this.tokens[this.next];
  }

  take(): string | undefined {
    const token = this.peek();
    this.next += 1;
    return token;
  }

  /** Takes the next token if it is this one. Keywords are the same in capitals and without. */
  takes(wanted: string): boolean {
    if (this.peek()?.toUpperCase() !== wanted) return false;
    this.next += 1;
    return true;
  }

  expect(wanted: string): void {
    if (!this.takes(wanted)) throw this.misplaced();
  }

  /** The name of an attribute of the item itself: what lies deeper is not served. */
  path(): string {
    const token = this.peek();
    if (token === undefined || !PATH.test(token)) throw this.misplaced();
    this.next += 1;
    return this.placeholders.name(token, this.expression);
  }

  /** Undefined when no value comes next. */
  value(): AttributeValue | undefined {
    const token = this.peek();
    if (!token?.startsWith(':')) return undefined;
    this.next += 1;
    return this.placeholders.value(token, this.expression);
  }

  end(): void {
    if (this.peek() !== undefined) throw this.misplaced();
  }

  /** The refusal of whatever comes next. */
  misplaced(): Refused {
    const near = this.tokens.slice(Math.max(0, this.next - 1), this.next + 2).join(' ');
    const token = this.peek() ?? '<EOF>';
    return new Refused(INVALID, `Invalid ${this.expression}: Syntax error; token: "${token}", near: "${near}"`);
  }

  /** The refusal of something that is well formed and wrong. */
  refused(why: string): Refused {
    return new Refused(INVALID, `Invalid ${this.expression}: ${why}`);
  }
}
