// A bundled function takes its credentials from the environment, as Lambda gives them, and says so where there are none.

import { execFile, execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../support/folders';

const ROOT = join(__dirname, '../..');
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIDOFTHEROLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };

/** Bundles the fixtures as the build bundles Detour's own functions; gives the folder. */
function bundled(): string {
  const folder = temporaryFolder();
  const code = `import { mkdirSync, writeFileSync } from 'node:fs';
    import { basename, dirname, join } from 'node:path';
    import { bundleHandlers } from './.tools/bundles/bundle-handlers.mjs';
    const { outputFiles } = await bundleHandlers('test/fixtures/handlers');
    for (const { path, contents } of outputFiles) {
      const folder = join(${JSON.stringify(folder)}, basename(dirname(path)));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, basename(path)), contents);
    }`;
  execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: ROOT });
  return folder;
}

/** Calls the function in a process that has this environment and no other; gives what it said or why it failed. */
async function called(file: string, environment: Record<string, string>): Promise<string> {
  const code = `require(${JSON.stringify(file)}).handler().then(
    (found) => process.stdout.write('found ' + found), (error) => process.stdout.write(error.message));`;
  const env = { AWS_REGION: 'us-east-1', HOME: temporaryFolder(), ...environment };
  return (await promisify(execFile)(process.execPath, ['-e', code], { env })).stdout;
}

describe('a bundled function', () => {
  const file = join(bundled(), 'one-call/index.js');
  const headers: Record<string, unknown>[] = [];
  let server: Server;

  beforeAll((done) => {
    server = createServer((request, response) => {
      headers.push(request.headers);
      response.setHeader('content-type', 'application/x-amz-json-1.1').end('{"Parameters":[]}');
    }).listen(0, '127.0.0.1', done);
  });
  afterAll((done) => void server.close(done));

  it('signs with the credentials that are in the environment', async () => {
    const AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await called(file, { ...CREDENTIALS, AWS_ENDPOINT_URL })).toBe('found 0');
    expect(headers).toEqual([
      expect.objectContaining({
        authorization: expect.stringContaining('Credential=AKIDOFTHEROLE/'),
        'x-amz-security-token': 'token',
      }),
    ]);
  });

  it('fails with a sentence where the environment has none', async () => {
    expect(await called(file, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' })).toBe(
      '@aws-sdk/credential-provider-ini is not in this bundle: Lambda gives credentials by the environment, which has none',
    );
  });
});
