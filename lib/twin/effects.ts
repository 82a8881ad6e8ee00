// Pure: what took effect in the world and when, with when it was begun, so that a replay can be asked afterwards who
// waited for what.

/** AWS services, by the prefix of their IAM actions. */
export type Service = 'ec2' | 'directconnect';

interface Span {
  readonly sinceMs: number;
  readonly atMs: number;
}

export type Effect =
  /** An end of a link found it bad; since the fault began, or the scenario if there is none. */
  | (Span & { readonly kind: 'observed'; readonly site: string; readonly link: string })
  /** An API call that changes something, from the call until it returns. */
  | (Span & { readonly kind: 'written'; readonly site: string; readonly action: string })
  /** A new list of allowed prefixes, from its acceptance until the premises are told. */
  | (Span & { readonly kind: 'announced'; readonly site: string; readonly link: string })
  /** A router on premises, from the moment it is told until it forwards accordingly. */
  | (Span & { readonly kind: 'heard'; readonly site: string })
  /** BGP gave up the session of a link, since the fault began; or has it back, since the fault ended. */
  | (Span & { readonly kind: 'session'; readonly link: string })
  /** A fault ended. */
  | (Span & { readonly kind: 'healed'; readonly link: string });

export type Note = (effect: Effect) => void;
