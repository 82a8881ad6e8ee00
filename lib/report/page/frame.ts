// Pure: one file that is a whole page: its styles, its script and its data stand in it. Its policy allows this script, by its
// hash, and nothing from anywhere else, so that opening it asks nobody for anything.

import { createHash } from 'node:crypto';
import { type Content, html, jsonBlock, Markup } from './html';

interface Page {
  readonly title: string;
  /** Which command made it: it may be written over by that command. */
  readonly generator: string;
  readonly styles: string;
  /** What acts in the browser, and what it reads. Absent: a page without a script. */
  readonly script?: { readonly code: string; readonly data: unknown };
  readonly body: Content;
}

/** As a content security policy names what may stand in the page (CSP Level 3, 2.3.1). */
function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

function policyOf({ styles, script }: Page): string {
  const scripts = script === undefined ? [] : [`script-src ${hashSource(script.code)}`];
  return [
    "default-src 'none'",
    `style-src ${hashSource(styles)}`,
    ...scripts,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The line by which a file is known to have been made by this command. */
export function generatorLine(generator: string): string {
  return html`<meta name="generator" content="${generator}">`.toString();
}

/** The text of the file. The same page gives the same bytes. Throws when the script or the styles would end their element. */
export function pageText(page: Page): string {
  const { title, generator, styles, script, body } = page;
  for (const text of [styles, script?.code ?? ''])
    if (/<\/|<!--/.test(text)) throw new Error('a script or styles with </ or <!-- would end where it stands');
  const acting =
    script === undefined
      ? undefined
      : html`<script type="application/json" id="data">${jsonBlock(script.data)}</script>
<script>${new Markup(script.code)}</script>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${new Markup(generatorLine(generator))}
<meta http-equiv="Content-Security-Policy" content="${policyOf(page)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(styles)}</style>
</head>
<body>
${body}
${acting}
</body>
</html>
`.toString();
}
