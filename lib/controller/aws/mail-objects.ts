// S3's side of reading messages.

import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { MailObjects } from '../signals/maintnote/take-message';

export function mailObjects(s3: Pick<S3Client, 'send'>, bucket: string): MailObjects {
  return {
    async read(key, maxBytes) {
      try {
        // One byte more than is read tells larger objects apart, whatever their size is said to be.
        const command = new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${maxBytes}` });
        const { Body: body } = await s3.send(command);
        const bytes = body ? await body.transformToByteArray() : new Uint8Array();
        return bytes.length > maxBytes ? 'too-large' : bytes;
      } catch (error) {
        // An empty object has no first byte.
        if (error instanceof Error && error.name === 'InvalidRange') return new Uint8Array();
        throw error;
      }
    },
  };
}
