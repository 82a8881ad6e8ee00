// Pure: statements in the braces of Junos.

export type Statement = string | Block;

interface Block {
  readonly head: string;
  readonly body: readonly Statement[];
  /** Said above it. */
  readonly comment?: string;
}

export function block(head: string, body: readonly Statement[], comment?: string): Block {
  return { head, body, ...(comment === undefined ? {} : { comment }) };
}

/** Lines with their braces and semicolons; blocks without anything in them are left out. */
export function statementLines(statements: readonly Statement[], depth = 0): readonly string[] {
  const indent = '    '.repeat(depth);
  return statements.flatMap((statement) => {
    if (typeof statement === 'string') return [`${indent}${statement};`];
    const { head, body, comment } = statement;
    if (body.length === 0) return [];
    const said = comment === undefined ? [] : [`${indent}/* ${comment} */`];
    return [...said, `${indent}${head} {`, ...statementLines(body, depth + 1), `${indent}}`];
  });
}
