// Pure: site-to-site VPN links.

import { address, holdsAddress, prefix } from '../../net/prefix';
import { type Draft, linksOf, type Rule, type Subject } from './subject';

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
    link.kind === 'site-to-site-vpn' ? [{ name, ...link.customerGateway }] : [],
  );
}

const oneGateway: Rule = (subject) =>
  gateways(subject)
    .filter(({ ip, certificateArn }) => (ip === undefined) === (certificateArn === undefined))
    .map(({ name, ip }) => ({
      code: 'topology-customer-gateway',
      path: ['links', name, 'customerGateway'],
      problem: `the customer gateway of ${name} is not named in exactly one way`,
      got: ip === undefined ? 'neither ip nor certificateArn' : 'ip and certificateArn',
      allowed: 'either ip or certificateArn',
      fix: ip === undefined ? 'add ip, or certificateArn when the address is not fixed' : 'remove one of them',
    }));

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

export const VPN_RULES: readonly Rule[] = [oneGateway, publicGateway];
