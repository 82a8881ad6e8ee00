// A `curl` that reaches the notes of one merge request of GitLab, over a file of notes. It refuses everything else.

const { readFileSync, writeFileSync } = require('node:fs');

const file = process.env.FAKE_COMMENTS;
const notes = JSON.parse(readFileSync(file, 'utf8'));
const WITH_VALUE = ['--retry', '--header', '--output', '--request', '--data-urlencode'];

function fail(problem) {
  process.stderr.write(`curl: (22) ${problem}\n`);
  process.exit(22);
}

function parsed(rest, read = {}) {
  const [word, value] = rest;
  if (word === undefined) return read;
  if (WITH_VALUE.includes(word)) return parsed(rest.slice(2), { ...read, [word]: value });
  return parsed(rest.slice(1), word.startsWith('--') ? { ...read, [word]: true } : { ...read, url: word });
}

const call = parsed(process.argv.slice(2));
if (!call['--fail']) fail('an error would go unnoticed');
const header = readFileSync((call['--header'] ?? '@').slice(1), 'utf8');
if (header !== 'PRIVATE-TOKEN: secret\n') fail('401');
const { pathname, searchParams } = new URL(call.url);
const [, id] = /^\/api\/v4\/projects\/42\/merge_requests\/7\/notes(?:\/(\d+))?$/.exec(pathname) ?? fail('404');
const text = () => readFileSync(/^body@(.+)$/.exec(call['--data-urlencode'] ?? '')?.[1] ?? fail('no body'), 'utf8');
const method = call['--request'] ?? 'GET';

if (method === 'GET' && id === undefined) {
  const [size, page] = ['per_page', 'page'].map((name) => Number(searchParams.get(name)));
  process.stdout.write(JSON.stringify(notes.slice((page - 1) * size, page * size)));
} else if (method === 'POST' && id === undefined) {
  notes.push({ id: 1000 + notes.length, system: false, body: text() });
} else if (method === 'PUT') {
  const note = notes.find((each) => String(each.id) === id) ?? fail('404');
  note.body = text();
} else fail(`${method} ${pathname}`);
writeFileSync(file, JSON.stringify(notes));
