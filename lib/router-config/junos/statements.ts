// Pure: statements in the braces of Junos.

export type Statement = string | Block;

interface Block {
  readonly head: string;
  readonly body: readonly Statement[];
  /** Said above it. */
  readonly comment?: string;
  /** Says REPLACE before it. */
  readonly replaces?: boolean;
}

export function block(head: string, body: readonly Statement[], comment?: string): Block {
  return { head, body, ...(comment === undefined ? {} : { comment }) };
}

/** A block in which there is nothing but what is printed. */
export function owned(head: string, body: readonly Statement[], comment?: string): Block {
  return { ...block(head, body, comment), replaces: true };
}

/** Before a statement: whatever is there in its place goes, when this is loaded with `load replace`. */
export const REPLACE = 'replace:';

/** A statement that is not in force. */
export function comment(text: string): Statement {
  return `/* ${text} */`;
}

function isMark(statement: string): boolean {
  return statement === REPLACE || statement.startsWith('/*');
}

/** Lines with their braces and semicolons; blocks without anything in them are left out. */
export function statementLines(statements: readonly Statement[], depth = 0): readonly string[] {
  const indent = '    '.repeat(depth);
  return statements.flatMap((statement) => {
    if (typeof statement === 'string') return [`${indent}${statement}${isMark(statement) ? '' : ';'}`];
    const { head, body, comment: said, replaces } = statement;
    if (body.length === 0) return [];
    const above = [...(said === undefined ? [] : [comment(said)]), ...(replaces ? [REPLACE] : [])];
    return [
      ...above.map((line) => `${indent}${line}`),
      `${indent}${head} {`,
      ...statementLines(body, depth + 1),
      `${indent}}`,
    ];
  });
}
