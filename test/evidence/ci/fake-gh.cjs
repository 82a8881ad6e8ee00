// A `gh api` for one pull request, over a file of comments: lists them with the one filter that is used, and creates and
// updates them as the REST API of GitHub does. It refuses everything else.

const { readFileSync, writeFileSync } = require('node:fs');

const file = process.env.FAKE_COMMENTS;
const comments = JSON.parse(readFileSync(file, 'utf8'));
const [command, ...words] = process.argv.slice(2);

function fail(problem) {
  process.stderr.write(`gh: ${problem}\n`);
  process.exit(1);
}

/** Options with their values, and what stands alone. */
function parsed(rest, read = { flags: [], paths: [] }) {
  const [word, value, ...after] = rest;
  if (word === undefined) return read;
  if (['--method', '--jq', '--field'].includes(word)) return parsed(after, { ...read, [word]: value });
  if (word.startsWith('--')) return parsed(rest.slice(1), { ...read, flags: [...read.flags, word] });
  return parsed(rest.slice(1), { ...read, paths: [...read.paths, word] });
}

if (command !== 'api') fail(`no command ${command}`);
if (!process.env.GH_TOKEN) fail('no token');
const call = parsed(words);
const [path = ''] = call.paths;
const method = call['--method'] ?? 'GET';
const body = () => readFileSync(/^body=@(.+)$/.exec(call['--field'] ?? '')?.[1] ?? fail('no body'), 'utf8');
const [, pull, one, id] =
  /^repos\/acme\/backbone\/issues\/(?:(\d+)\/comments(?:\?per_page=100)?|(comments)\/(\d+))$/.exec(path) ?? [];

if (method === 'GET' && pull === '7') {
  if (!call.flags.includes('--paginate')) fail('only the first page is read');
  const [, login, marker] = /\.login == "(.+?)" and \(\.body \| startswith\("(.+?)"\)\)/.exec(call['--jq']) ?? [];
  if (!login || !marker) fail(`not the filter that is known: ${call['--jq']}`);
  const found = comments.filter((each) => each.login === login && each.body.startsWith(marker));
  for (const each of found) process.stdout.write(`${each.id}\n`);
} else if (method === 'POST' && pull === '7') {
  comments.push({ id: 100 + comments.length, login: 'github-actions[bot]', body: body() });
} else if (method === 'PATCH' && one) {
  const comment = comments.find((each) => String(each.id) === id) ?? fail('404');
  comment.body = body();
} else fail(`${method} ${path} is not known`);
writeFileSync(file, JSON.stringify(comments));
