// Pure: a request and an answer of HTTP as values, between the server and those who understand them.

export interface HttpRequest {
  readonly method: string;
  /** Still encoded, without the query. */
  readonly path: string;
  /** Of the URL. */
  readonly query: URLSearchParams;
  /** By name in small letters; of several of one name the first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
