// Pure: what went wrong with a call of AWS, for whoever acts upon it or tells people of it.
//
//   kind        what AWS or the SDK said                                             the call had its effect
//   throttled   too many calls                                                       no
//   denied      no permission, or credentials that are not good, or not any more     no
//   not-found   what the call is about is not there                                  no
//   conflict    it is there already, is just changing, or has changed meanwhile      no
//   timeout     nothing, in time or at all                                           not known
//   other       anything else: a refusal, or that AWS itself is in trouble           a refusal: no; else not known
//
// A call that the SDK has tried more than once may have had its effect in spite of how the last try ended. Direct Connect
// has one code for whatever it refuses, so its conflicts are `other`.

type FailureKind = 'throttled' | 'denied' | 'not-found' | 'conflict' | 'timeout' | 'other';

interface Failure {
  readonly kind: FailureKind;
  /** The code of AWS or, where no answer came, of the SDK or of the system. */
  readonly code: string;
  readonly message: string;
}

const THROTTLED: ReadonlySet<string> = new Set([
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'ProvisionedThroughputExceededException',
  'SlowDown',
  // Route 53: a change before it has not been carried out yet.
  'PriorRequestNotComplete',
]);

const DENIED: ReadonlySet<string> = new Set([
  'UnauthorizedOperation',
  'UnauthorizedAccess',
  'AccessDenied',
  'AccessDeniedException',
  'AuthFailure',
  'Blocked',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'PendingVerification',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

const NOT_FOUND = /\.NotFound$|^NoSuch[A-Z]|^(Resource)?NotFoundException$/;
const CONFLICT =
  /^IncorrectState$|^IncorrectStateException$|\.Duplicate$|AlreadyExists$|InUse$|VersionMismatch$|^ConditionalCheckFailedException$/;

/** Codes of Node and of the SDK for a call that got no answer. */
const UNANSWERED =
  /^(TimeoutError|AbortError|RequestTimeout|RequestTimeoutException|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

function kindOf(code: string): FailureKind {
  if (THROTTLED.has(code)) return 'throttled';
  if (DENIED.has(code)) return 'denied';
  if (NOT_FOUND.test(code)) return 'not-found';
  if (CONFLICT.test(code)) return 'conflict';
  return UNANSWERED.test(code) ? 'timeout' : 'other';
}

/** A property of whatever was thrown. Node's own errors are not always instances of the Error that is known here. */
function propertyOf(thrown: unknown, key: string): unknown {
  return typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, key) : undefined;
}

function textOf(thrown: unknown, key: string): string | undefined {
  const value = propertyOf(thrown, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The SDK puts AWS's code where JavaScript has the name, and leaves Node's own errors as they are. */
function codeOf(error: unknown): string {
  const name = textOf(error, 'name') ?? 'Error';
  return name === 'Error' ? (textOf(error, 'code') ?? name) : name;
}

/** What an error of the SDK, or one of ours about it, comes to. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallFailure) return error.failure;
  const code = codeOf(error);
  return { kind: kindOf(code), code, message: textOf(error, 'message') ?? String(error) };
}

function numberIn(error: unknown, key: 'attempts' | 'httpStatusCode'): number | undefined {
  const value = propertyOf(propertyOf(error, '$metadata'), key);
  return typeof value === 'number' ? value : undefined;
}

/** True unless AWS refused the only try that was made. */
export function mayHaveHadEffect(error: unknown): boolean {
  const status = numberIn(error, 'httpStatusCode');
  const isRefusal = status !== undefined && status >= 400 && status < 500;
  const isThrottled = failureOf(error).kind === 'throttled';
  return (numberIn(error, 'attempts') ?? 1) > 1 || !(isRefusal || isThrottled);
}

/** True when the same call may succeed a moment later: there were too many, no answer came, or AWS is in trouble itself. */
export function isPassing(error: unknown): boolean {
  const { kind } = failureOf(error);
  const status = numberIn(error instanceof CallFailure ? error.cause : error, 'httpStatusCode');
  return kind === 'throttled' || kind === 'timeout' || (status !== undefined && status >= 500);
}

const SAID: Readonly<Record<FailureKind, string>> = {
  throttled: 'was throttled',
  denied: 'is not permitted',
  'not-found': 'is about something that is not there',
  conflict: 'found another state',
  timeout: 'was not answered',
  other: 'failed',
};

/** A call of AWS that failed: which, about what, and why in AWS's words. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';

  constructor(
    readonly operation: string,
    readonly resource: string,
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(`${operation} of ${resource} ${SAID[failure.kind]}: ${failure.code}: ${failure.message}`, options);
  }
}

/** Rejects with a CallFailure where the call rejects. */
export async function called<T>(operation: string, resource: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new CallFailure(operation, resource, failureOf(error), { cause: error });
  }
}
