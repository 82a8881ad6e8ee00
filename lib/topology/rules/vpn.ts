// Pure: site-to-site VPN links.

import { address, holdsAddress, prefix } from '../../net/prefix';
import { type Draft, linksOf, type Rule, type Subject, siteNamed } from './subject';

/** What cannot be reached over the Internet. Documentation prefixes are let through: examples use them. */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
].map(prefix);

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
    const block = ip === undefined ? undefined : NOT_PUBLIC.find((bad) => holdsAddress(bad, address(ip)));
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
