// Pure: refuses text that is nested so deeply that composing it could exhaust the stack, before it is composed. Looks at
// lexer tokens only, because the lexer does not recurse on brackets.

import { Lexer } from 'yaml';

const MAX_INDENT = 100;
const MAX_BRACKETS = 24;
/** Of `-`, `?` and `:` in one line, or between two commas of a line: each may open a level. */
const MAX_INDICATORS = 16;

const INDENT = new RegExp(`^[ \\t?:-]{${MAX_INDENT + 1}}`, 'm');

/** The offset at which the text gets too deep. */
export function tooDeepAt(text: string): number | undefined {
  const indented = INDENT.exec(text);
  if (indented) return indented.index;
  let offset = 0;
  let brackets = 0;
  let indicators = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') brackets++;
    else if (token === ']' || token === '}') brackets--;
    else if (token === ',' || token === '\n' || token === '\r\n') indicators = 0;
    else if (token === '-' || token === '?' || token === ':') indicators++;
    if (brackets > MAX_BRACKETS || indicators > MAX_INDICATORS) return offset;
    if (!isControl(token)) offset += token.length;
  }
  return undefined;
}

/** Tokens that mark a document, a scalar or an error and stand for no text. */
function isControl(token: string): boolean {
  return token === '\u0002' || token === '\u0018' || token === '\u001f';
}
