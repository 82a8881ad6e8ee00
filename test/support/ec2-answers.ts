// What EC2 answers, as XML, for a service on loopback that a test scripts.

import type { SeenPropagation } from '../../lib/controller/aws/propagations';
import type { SeenReference, SeenRoute } from '../../lib/controller/seen-routes';
import type { LoopbackAnswer, LoopbackRequest } from './loopback-aws';

export function refusal(code: string, status = 400): LoopbackAnswer {
  const errors = `<Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors>`;
  return { status, body: `<Response>${errors}</Response>` };
}

function element(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<${name}>${value}</${name}>`;
}

function set(name: string, items: readonly string[]): string {
  return `<${name}>${items.map((item) => `<item>${item}</item>`).join('')}</${name}>`;
}

function routeItem({ cidr, list, attachments, type, state }: SeenRoute): string {
  const at = attachments.map(
    ({ id, type }) => element('transitGatewayAttachmentId', id) + element('resourceType', type),
  );
  return (
    element('destinationCidrBlock', cidr) +
    element('prefixListId', list) +
    set('transitGatewayAttachments', at) +
    element('type', type) +
    element('state', state)
  );
}

/** @param more a token for the next page, or that there are more without one */
export function routesAnswer(routes: readonly SeenRoute[], more?: string | true): LoopbackAnswer {
  const left = `<additionalRoutesAvailable>${more !== undefined}</additionalRoutesAvailable>`;
  const token = element('nextToken', more === true ? undefined : more);
  return { body: `<R>${set('routeSet', routes.map(routeItem))}${left}${token}</R>` };
}

export function referencesAnswer(references: readonly SeenReference[], token?: string): LoopbackAnswer {
  const items = references.map(({ list, attachment, state }) => {
    const at = attachment && element('transitGatewayAttachment', element('transitGatewayAttachmentId', attachment));
    return element('prefixListId', list) + element('state', state) + (at ?? '');
  });
  return { body: `<R>${set('transitGatewayPrefixListReferenceSet', items)}${element('nextToken', token)}</R>` };
}

export function entriesAnswer(cidrs: readonly string[], token?: string): LoopbackAnswer {
  const entries = cidrs.map((cidr) => element('cidr', cidr));
  return { body: `<R>${set('entrySet', entries)}${element('nextToken', token)}</R>` };
}

export function propagationsAnswer(propagations: readonly SeenPropagation[], token?: string): LoopbackAnswer {
  const items = propagations.map(
    ({ attachment, type, state }) =>
      element('transitGatewayAttachmentId', attachment) + element('resourceType', type) + element('state', state),
  );
  return { body: `<R>${set('transitGatewayRouteTablePropagations', items)}${element('nextToken', token)}</R>` };
}

/** The parameters of a request, by name. */
export function parametersOf({ body }: LoopbackRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(body));
}

/** The values of a filter of a request; undefined: it is not asked for. */
export function filterOf(request: LoopbackRequest, name: string): readonly string[] | undefined {
  const parameters = Object.entries(parametersOf(request));
  const [key] = parameters.find(([, value]) => value === name) ?? [];
  const number = /^Filter\.(\d+)\.Name$/.exec(key ?? '')?.[1];
  if (number === undefined) return undefined;
  return parameters.filter(([one]) => one.startsWith(`Filter.${number}.Value.`)).map(([, value]) => value);
}
