// Pure: the codes of what Route 53 has of the names of a site, held against what was deployed.

const info = <M extends string>(meaning: M) => ({ severity: 'info', meaning }) as const;
const warning = <M extends string, R extends string>(meaning: M, runbook: R) =>
  ({ severity: 'warning', meaning, runbook }) as const;

export const NAMES_CODES = {
  'health-check-changed': warning(
    'a health check that names go by follows something else than was deployed, or is only disabled or only inverted',
    'find who changed it, and write back what was deployed; a deployment changes nothing that its template has not',
  ),
  'health-check-forced': warning(
    'a health check is forced to be unhealthy and no order asks for it, so names lead elsewhere until it is let go',
    'let it go, or evacuate the site by an order',
  ),
  'health-check-missing': warning(
    'a health check that names go by is missing, so its records count as healthy or cannot be changed',
    'find who deleted it, and make the stack of the names anew',
  ),
  'names-in-change': info(
    'the stack of the names of a site is being changed, so nothing of them is compared before that is over',
  ),
  'names-unread': warning(
    'part of what Route 53 has of the names of a site, or of what was deployed, could not be read in two looks',
    'read the error text; look at the permissions of the function, and whether AWS has trouble with Route 53',
  ),
  'record-changed': warning(
    'a record of a service leads elsewhere than was deployed, or by another health check',
    'find who changed it, and write back what was deployed; a deployment changes nothing that its template has not',
  ),
  'record-foreign': warning(
    'a record that was not deployed has the name of a service, and keeps the zone from being deleted',
    'find who made it, and remove it or give it another name',
  ),
  'record-missing': warning(
    'a record of a service is missing, so its name leads elsewhere, or to nothing',
    'find who deleted it, and write back what was deployed',
  ),
} as const;
