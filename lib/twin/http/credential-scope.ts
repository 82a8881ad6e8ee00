// Pure: for which service and region a request was signed. The signature itself is not checked: whoever reaches the twin
// owns it. Source: AWS, "Create a signed AWS API request", Authorization header.

interface CredentialScope {
  readonly region: string;
  /** The name that the service signs with, as `ec2`. */
  readonly service: string;
}

const SCOPE = /^AWS4-HMAC-SHA256\s.*\bCredential=[^/,\s]+\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request\b/;

/** Undefined when the header is missing or not of Signature Version 4. */
export function credentialScope(authorization: string | undefined): CredentialScope | undefined {
  const [, region, service] = SCOPE.exec(authorization ?? '') ?? [];
  return region !== undefined && service !== undefined ? { region, service } : undefined;
}
