import { createHash } from 'node:crypto';
import { generatorLine, pageText } from '../../../lib/report/page/frame';
import { html } from '../../../lib/report/page/html';

const sourceOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const whole = pageText({
  title: 'a <title>',
  generator: 'detour report',
  styles: 'p { color: red; }',
  script: { code: 'document.title;', data: { name: '</script>' } },
  body: html`<p>${'<body>'}</p>`,
});

it('allows its own styles and script by their hashes, and nothing else', () => {
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(whole) ?? [];
  const [, styles = ''] = /<style>(.*?)<\/style>/s.exec(whole) ?? [];
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(whole) ?? [];
  expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
    "default-src 'none'",
    `style-src '${sourceOf(styles)}'`,
    `script-src '${sourceOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

it('has no script where none is given, and allows none', () => {
  const still = pageText({ title: 't', generator: 'g', styles: '', body: undefined });
  expect(still).not.toMatch(/script/);
});

it('escapes its title, its data and its body, and says what made it', () => {
  expect(whole).toContain('<title>a &lt;title&gt;</title>');
  expect(whole).toContain('{"name":"\\u003c/script\\u003e"}');
  expect(whole).toContain('<p>&lt;body&gt;</p>');
  expect(whole).toContain(generatorLine('detour report'));
  expect(whole.match(/<\/script>/g)).toHaveLength(2);
});

it('fails on a script that would end where it stands', () => {
  const script = { code: 'const a = "</script>";', data: {} };
  expect(() => pageText({ title: 't', generator: 'g', styles: '', script, body: undefined })).toThrow(/would end/);
});
