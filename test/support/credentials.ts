// Credentials of nobody, in the environment, for commands that look for them there as the AWS CLI does.

const KEYS = { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' };

/** For all tests of a file; the environment is as it was after them. */
export function withCredentials(): void {
  const before = { ...process.env };
  beforeAll(() => void Object.assign(process.env, KEYS));
  afterAll(() => {
    for (const key of Object.keys(KEYS)) delete process.env[key];
    Object.assign(process.env, before);
  });
}
