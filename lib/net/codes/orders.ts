// Pure: the codes of what an operator's order would do, and of why it is refused.

const info = <M extends string>(meaning: M) => ({ severity: 'info', meaning }) as const;
const warning = <M extends string, R extends string>(meaning: M, runbook: R) =>
  ({ severity: 'warning', meaning, runbook }) as const;

export const ORDERS_CODES = {
  'order-invalid': warning(
    'the order is about nothing that there is, or part of it is missing or out of bounds',
    'correct what is named, and give the order again',
  ),
  'order-last-path': warning(
    'the drain would never complete: a flow that works has no other path, so it would stay on the link',
    'bring another path back first, or accept that the flow is lost when the link is cut',
  ),
  'order-last-site': warning(
    'the site to be evacuated is the last one that serves a name, so the name would lead back to it',
    'bring another site of the service back first',
  ),
  'order-measured-bad': warning(
    'the link that would be forced up is measured bad, so working traffic would move onto it and may be lost',
    'force it only when it is known that the link carries data and the measuring is wrong',
  ),
  'order-no-tunnels': warning(
    'the link has no tunnels, so there is no maintenance of tunnels to apply',
    'name a link of the kind site-to-site-vpn, or drain the link',
  ),
  'order-redundancy-lost': warning(
    'while the order stands, the failure of one more link or shared risk loses a flow that survives it now',
    'keep the order short, and look out for other maintenance until it has ended',
  ),
  'order-stops-steering': warning(
    'while the order stands, controllers change nothing, so traffic stays on links that go down meanwhile',
    'keep the freeze short, and look at the links yourself until it has ended',
  ),
  'order-beside': info('another order of the same kind stands already, and this one comes beside it'),
  'order-changes-nothing': info('the order would change neither links nor flows nor names as things are'),
} as const;
