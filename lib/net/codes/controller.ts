// Pure: the codes of what the controller decides, does and refuses to do.

const info = <M extends string>(meaning: M) => ({ severity: 'info', meaning }) as const;
const warning = <M extends string, R extends string>(meaning: M, runbook: R) =>
  ({ severity: 'warning', meaning, runbook }) as const;

export const CONTROLLER_CODES = {
  // Why a link is in the state it is in.
  'link-healthy': info('probes are answered and nobody wants the link empty'),
  'link-frozen': info('an operator froze the link, so its state is held'),
  'link-forced-up': info('an operator forced the link up'),
  'link-probes-lost': warning(
    'an end of the link measures that it does not carry data',
    'ask the provider what is wrong',
  ),
  'link-reported-down': warning(
    'AWS says that an attachment, or every session, of the link is not there',
    'look at the attachment and its tunnels or virtual interface',
  ),
  'link-flapping': warning(
    'the link went bad too often lately, so it is held empty although it is good',
    'ask the provider what is wrong',
  ),
  'link-degraded': warning(
    'part of the link is not there, or full-size packets do not get through',
    'look at the tunnels or peers that are down, and at the MTU of the path',
  ),
  'link-unobserved': warning('no end measures the link, so its state is held', 'look at the probers of both ends'),
  'link-drain-ordered': info('an operator wants the link empty'),
  'link-maintenance': info('a confirmed maintenance window of the link, lead time included, is open'),
  'link-drain-waits': info('somebody wants the link empty and the drain is not admitted yet'),
  'link-drain-late': warning(
    'maintenance of the link has begun and its drain is not admitted yet, so traffic is still on it',
    'end another drain, raise maxConcurrentDrains, or ask the provider to wait',
  ),
  'link-hold-down': info('the link is good again, but not yet for long enough to be trusted'),
  // What is known of maintenance before it comes.
  'maintenance-upcoming': info('maintenance of links is announced, or has come nearer: seven days, a day, an hour'),
  'maintenance-begun': info('the announced window of maintenance is open'),
  'maintenance-changed': info('announced maintenance has got another window or other links'),
  'maintenance-cancelled': info('announced maintenance does not count any more: it is cancelled or not confirmed'),
  // What AWS says of the ends of links, and what is done about the maintenance of tunnels.
  'status-unread': warning(
    'AWS did not say how an end of a link is, so its last word stands until it expires',
    'read the error text; look at the permissions and quotas of the status function',
  ),
  'tunnel-maintenance-pending': info('AWS has maintenance pending for a tunnel of a VPN'),
  'tunnel-maintenance-waits': info('an order to apply tunnel maintenance waits for the link or for a tunnel'),
  'tunnel-maintenance-applied': info('AWS was asked to replace a tunnel, as an operator ordered'),
  'tunnel-maintenance-done': info('maintenance of tunnels is not pending any more'),
  'tunnel-maintenance-dropped': info('an order to apply tunnel maintenance was taken back before it was done'),
  'tunnel-maintenance-failed': warning(
    'AWS refused to replace a tunnel, or it did not come back',
    'look at the tunnel and at the router at its far end, then give the order again',
  ),
  // What the controller works on.
  'config-unreadable': warning(
    'what a deployment wrote down for a controller cannot be read or understood, so it goes on with what it read before',
    'read which parameter; wait for a deployment that is under way, else deploy again',
  ),
  'config-incomplete': warning(
    'part of what a controller steers with has no id in its region, so nothing is done about that part',
    'wait for a deployment that is under way, else deploy again',
  ),
  // What the controller did.
  'drain-queued': info('a voluntary drain is next and may not begin yet'),
  'drain-refused': warning(
    'a voluntary drain is next and kept from beginning by something that does not go by itself, so traffic stays on the link',
    'end the drain that is named, raise maxConcurrentDrains, finish the deployment, or look at the site that is named',
  ),
  'drain-admitted': info('the admission site lets a voluntary drain begin'),
  'drain-ended': info('nobody wants the link empty any more'),
  'drain-complete': info('no site sends anything over the link any more'),
  'override-created': info('steering prefixes of a site were drawn to another link'),
  'override-moved': info('steering prefixes of a site were moved on to another link'),
  'override-removed': info('an override was taken back and the baseline is in force again'),
  'announcement-made': info('steering prefixes of a site were announced, to draw what premises send to another link'),
  'announcement-moved': info('what enters by an announcement was sent on over another link'),
  'announcement-removed': info('an announcement was taken back'),
  'link-withdrawn': info('a link took its own routes and advertisements back'),
  'link-restored': info('a link has its own routes and advertisements again'),
  'bgp-taken-down': warning(
    'AWS holds the BGP session of a grey link down for a while, so that what premises send takes other links at once',
    'ask the provider what is wrong; the session comes back when they are drawn elsewhere, at the latest by itself',
  ),
  'bgp-let-up': info('a BGP session that was held down comes back'),
  'bgp-tests-unread': warning(
    'AWS did not say which BGP sessions it holds down, so none is taken down and none is let up',
    'read the error text; look at the permissions of the controller',
  ),
  'end-unread': warning(
    'AWS did not tell what a BGP link announces, so that is left as it was last published, and everything else goes on',
    'read the error text; look at the permissions of the controller, and whether AWS has trouble with Direct Connect',
  ),
  'write-failed': warning('a routing change was refused or not answered, and is tried again', 'read the error text'),
  'reconcile-failed': warning(
    'a reconcile could not read or write what it needs, and is tried again',
    'read the error text',
  ),
  'reconcile-busy': warning(
    'a run of a controller found another one at work for as long as it could wait, and left it to that one and the next',
    'when it is said again and again, look at what the runs of the site wait for, and at its lease',
  ),
  'observation-unwritten': warning(
    'a prober cannot write what it measures, so the link may count as unobserved soon; it goes on and tries again',
    'look at the link state database in the region',
  ),
  'probes-unsent': warning(
    'a prober measured nothing in its whole run, because no probe could be sent or judged',
    'look at the memory and the network of the prober function',
  ),
  'item-unreadable': warning(
    'an item of the link state database is ignored, because it is not what Detour writes there or is newer than this version',
    'deploy the same version of Detour at every site; find who else writes to the table',
  ),
  'reason-unknown': info('another site has a newer version of Detour and a reason that this one does not know'),
  'residual-route': warning(
    'a longer route than the steering prefixes still sends traffic elsewhere',
    'find who made the route and remove it',
  ),
  'changed-by-others': warning(
    'something is not as it was deployed, or as a controller wrote it, so it is mended or steered around',
    'deploy the site again, and find who changed it',
  ),
  'deployment-unfinished': warning(
    'a deployment has changed the baseline of the site and not told its controller of the topology, for over an hour',
    'finish the deployment, or deploy the topology before it again',
  ),
  // What a signal came to.
  'notice-received': info('a trusted source announced, changed or took back maintenance of links'),
  'notice-unmatched': warning(
    'maintenance was announced of something that no link is known by',
    'look whether it belongs to a link, and give the link its id',
  ),
  'notice-gateway': warning(
    'AWS says that the gateway of a site is affected, which no drain of a link helps, so nothing is drained for it',
    'look at the site; when its traffic suffers, consider evacuating it',
  ),
  'notice-unreadable': warning(
    'what a source sent could not be read, so nothing was done about it',
    'read what it says where it came from',
  ),
  'notice-untrusted': warning(
    'maintenance was announced by who is not known to be allowed to, so nothing is drained for it',
    'ask the provider; when it is true, drain the link by an order',
  ),
  'notice-tentative': warning(
    'maintenance was announced that is not confirmed, so nothing is drained for it yet',
    'ask the provider, or drain the link by an order',
  ),
  'notice-dropped-links': warning(
    'an update of a notice, under the same SEQUENCE, leaves out links that were named before, so it drains them no longer',
    'ask the provider; when these links are affected too, drain them by orders',
  ),
  'notice-superseded': warning(
    'a later message of a provider does not count, because an earlier one has a larger SEQUENCE or DTSTAMP',
    'ask the provider which is right; give orders to drain or restore accordingly',
  ),
  'notice-early': warning(
    'maintenance is said to have begun long before its start, so its links are drained only when that comes',
    'ask the provider; when it has begun, drain the link by an order',
  ),
  // Why a change is held back.
  'held-not-owned': warning(
    'the change would touch something the controller does not own',
    'report it: this is a defect',
  ),
  'held-frozen': info('an operator froze all changes'),
  'held-mass-withdrawal': warning(
    'many links of the site went bad together, so its own measuring is suspected: traffic is steered, and nothing is withdrawn',
    'look at the probers of the site; order a drain of each link that is really down, and restore it when it is back',
  ),
  'held-just-lost': info('a link of the site went bad a moment ago, and whether others go with it is not known yet'),
  'held-contended': warning(
    'a reference of somebody else has prefixes of the override, and AWS does not say which of the two would win',
    'find who made the reference to the list that is named, and remove it',
  ),
  'held-worse-link': info('the change would move working traffic onto a link in a worse state'),
  'held-too-many-drains': warning('more links are drained than may be at once', 'end one of the drains'),
  'held-unread': info('what the link announces cannot be read at the moment, so nothing about that is changed'),
  'held-updating': info('an update of what the link announces is under way, and it takes one at a time'),
  'held-withdrawn': info('the link is still withdrawn at this site'),
  'held-silent-link': info('BGP brings nothing over the link any more, so no working traffic moves onto it'),
  'held-undelivered': info('what would enter by the announcement is not known to be delivered'),
  'held-unheard': info('premises may not have heard of the way that takes over'),
  'held-still-entered': info('traffic has not been seen to leave the link'),
  'held-last-announcer': warning(
    'no other link is known to announce in its place',
    'look at the other links of the premises',
  ),
  'held-order': info('the next site is not known to deliver without sending the traffic back'),
  'held-unannounced': info('not every site has acknowledged the announced change'),
  'held-isolated': warning(
    'the admission site does not hear this site, so it moves no working traffic',
    'look at the replication of the link state database',
  ),
  'held-loses-path': warning(
    'the change would take the path of a flow that has one',
    'read which flow, and look at the next site',
  ),
} as const;
