// Pure: what is wrong with a bundle.

import type { Contents } from './contents';

/** Minified, without its source map. */
export const MOST_BYTES = 2_000_000;

/** zod takes its error messages from one. */
const LANGUAGE = 'en';

/** The services whose clients a function needs, by the function's name. */
export type Reviewed = Readonly<Record<string, readonly string[]>>;

/** One line for each thing that is wrong: a bundle is too large, has what it does not use, or is not as reviewed. */
export function bundleFindings(bundles: readonly Contents[], reviewed: Reviewed): readonly string[] {
  const names = bundles.map(({ handler }) => handler);
  return [
    ...bundles.flatMap((bundle) => [...excess(bundle), ...surprises(bundle, reviewed[bundle.handler])]),
    ...Object.keys(reviewed).flatMap((name) => (names.includes(name) ? [] : [`${name}: is reviewed and not there`])),
  ];
}

function excess({ handler, minifiedBytes, clients, languages }: Contents): readonly string[] {
  const idle = clients.filter(({ calls }) => calls.length === 0);
  const more = languages.filter((language) => language !== LANGUAGE);
  return [
    ...(minifiedBytes > MOST_BYTES ? [`${handler}: has ${minifiedBytes} bytes, use at most ${MOST_BYTES}`] : []),
    ...idle.map(({ service }) => `${handler}: has a client for ${service} and calls nothing of it, use no client`),
    ...(more.length > 0 ? [`${handler}: has zod's messages in ${more.join(', ')}, use import * as z from 'zod'`] : []),
  ];
}

function surprises({ handler, clients }: Contents, reviewed: readonly string[] | undefined): readonly string[] {
  if (reviewed === undefined) return [`${handler}: nobody has reviewed which clients it needs`];
  const services = clients.map(({ service }) => service);
  return [
    ...services
      .filter((one) => !reviewed.includes(one))
      .map((one) => `${handler}: has a client for ${one}, unreviewed`),
    ...reviewed
      .filter((one) => !services.includes(one))
      .map((one) => `${handler}: has no client for ${one}, as reviewed`),
  ];
}
