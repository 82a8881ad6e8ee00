// Pure: site-to-site VPN links.

import { notPublic } from '../../net/not-public';
import { address } from '../../net/prefix';
import { type Draft, linksOf, type Rule, type Subject, siteNamed } from './subject';

function gateways(subject: Subject) {
  return linksOf(subject).flatMap(([name, link]) =>
    link.kind === 'site-to-site-vpn' ? [{ name, between: link.between, ...link.customerGateway }] : [],
  );
}

const someGateway: Rule = (subject) =>
  gateways(subject)
    .filter(({ ip, certificateArn }) => ip === undefined && certificateArn === undefined)
    .map(({ name }) => ({
      code: 'topology-customer-gateway',
      path: ['links', name, 'customerGateway'],
      problem: `the customer gateway of ${name} is not named`,
      got: 'neither ip nor certificateArn',
      allowed: 'ip, certificateArn, or both',
      fix: 'add ip, or certificateArn when the address is not fixed',
    }));

/** ACM keeps a certificate in one region, and a customer gateway takes one of its own region only. */
const certificateAtHand: Rule = (subject) =>
  gateways(subject).flatMap(({ name, between, certificateArn }): Draft[] => {
    const region = certificateArn?.split(':')[3];
    const end = between
      .map((site) => [site, siteNamed(subject, site)] as const)
      .find(([, site]) => site?.kind === 'aws');
    const [site, written] = end ?? [];
    if (region === undefined || written?.kind !== 'aws' || written.region === region) return [];
    return [
      {
        code: 'topology-customer-gateway',
        path: ['links', name, 'customerGateway', 'certificateArn'],
        problem: `the certificate of ${name} is in ${region}, and ${site} is in ${written.region}`,
        allowed: `a certificate in ${written.region}`,
        fix: `issue a certificate for the router in ${written.region}`,
      },
    ];
  });

const publicGateway: Rule = (subject) =>
  gateways(subject).flatMap(({ name, ip }): Draft[] => {
    const block = ip === undefined ? undefined : notPublic(address(ip));
    if (block === undefined) return [];
    return [
      {
        code: 'topology-customer-gateway',
        path: ['links', name, 'customerGateway', 'ip'],
        problem: `the customer gateway of ${name} is in ${block.text}, which AWS cannot reach`,
        allowed: 'a public IPv4 address',
        fix: 'write the address that the gateway has on the Internet',
      },
    ];
  });

export const VPN_RULES: readonly Rule[] = [someGateway, certificateAtHand, publicGateway];
