// Against requests as the SDK writes them: the client is real, what answers it is not.

import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { mailObjects } from '../../../lib/controller/aws/mail-objects';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

function answering(statusCode: number, content: string) {
  const asked: { readonly method: string; readonly path: string; readonly range: string | undefined }[] = [];
  const requestHandler = {
    async handle({ method, path, headers }: Asked) {
      asked.push({ method, path, range: headers.range ?? headers.Range });
      return { response: { statusCode, headers: {}, body: Readable.from([Buffer.from(content)]) } };
    },
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ region: 'us-east-1', credentials, requestHandler, maxAttempts: 1, forcePathStyle: true });
  return { objects: mailObjects(s3, 'acme-mail'), asked };
}

test('an object is read in one request, and no more of it than can be a notice', async () => {
  const { objects, asked } = answering(206, 'From: a');
  expect(await objects.read('mail/m 1', 100)).toEqual(new Uint8Array(Buffer.from('From: a')));
  expect(asked).toEqual([{ method: 'GET', path: '/acme-mail/mail/m%201', range: 'bytes=0-100' }]);
});

test('one byte more than the limit is too large', async () => {
  expect(await answering(206, 'x'.repeat(101)).objects.read('k', 100)).toBe('too-large');
  expect(await answering(206, 'x'.repeat(100)).objects.read('k', 100)).toHaveLength(100);
});

test('an object of no bytes has none', async () => {
  const error = '<Error><Code>InvalidRange</Code><Message>not satisfiable</Message></Error>';
  expect(await answering(416, error).objects.read('k', 100)).toEqual(new Uint8Array());
});

test.each([
  [404, 'NoSuchKey'],
  [403, 'AccessDenied'],
])('fails with %i %s', async (status, code) => {
  const { objects } = answering(status, `<Error><Code>${code}</Code><Message>no</Message></Error>`);
  await expect(objects.read('k', 100)).rejects.toMatchObject({ name: code });
});
