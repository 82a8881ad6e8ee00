// Pure: what can be chosen of a difference.

export const FORMATS = ['markdown', 'text', 'json', 'html'] as const;

/**
 *   worse   a flow is lost in a failure that it must survive, or there is a new error
 *   error   there is any error afterwards
 *   never   nothing
 */
export const FAIL_ON = ['worse', 'error', 'never'] as const;
