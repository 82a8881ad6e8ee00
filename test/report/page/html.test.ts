import fc from 'fast-check';
import { escaped } from '../../../lib/report/html-text';
import { html, jsonBlock } from '../../../lib/report/page/html';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a browser makes of text in which only these entities stand. */
function parsed(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name] ?? '');
}

/** Strings as people who mean harm write them, among any others. */
const harmful = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '</script>',
    '<!--',
    '"><img src=x onerror=alert(1)>',
    "' onload='",
    '&lt;',
    ']]>',
    '\u2028',
    '</svg>',
  ),
);

it('keeps every string text, in elements and in attributes', () => {
  fc.assert(
    fc.property(harmful, harmful, (a, b) => {
      const markup = html`<p title="${a}">${[b, html`<b>${a}</b>`]}</p>`.toString();
      expect(markup.match(/[<>"]/g)).toEqual([...'<"">', ...'<>', ...'<>', ...'<>']);
      expect(markup).not.toContain("'");
    }),
  );
});

it('shows what was there, with control characters as escapes', () => {
  expect(parsed(escaped(`a<b> & "c" 'd' é ✔`))).toBe(`a<b> & "c" 'd' é ✔`);
  expect(escaped('a\u0000b\u202ec')).toBe('a\\u0000b\\u202ec');
  expect(escaped('half \ud83d')).toBe('half \ufffd');
});

it('leaves out what is not there, and takes numbers and lists', () => {
  expect(html`<i>${undefined}${1}${['a', ['<']]}</i>`.toString()).toBe('<i>1a&lt;</i>');
});

it('takes nothing for markup that merely looks like it', () => {
  const forged = JSON.parse('{"text":"<b>"}') as never;
  expect(() => html`${forged}`.toString()).toThrow();
});

it('holds any JSON inside a script element, unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue(), harmful, (value, text) => {
      const block = jsonBlock([value, text]).toString();
      expect(block).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(block)).toEqual(JSON.parse(JSON.stringify([value, text])));
    }),
  );
});
