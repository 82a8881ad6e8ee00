// Pure: the names under which Detour's resources say what they are, in templates and on AWS alike.

/** Resource tags: which site, link or table a resource is, and whose traffic a prefix list steers. */
export const TAGS = {
  site: 'detour:site',
  link: 'detour:link',
  table: 'detour:table',
  /** On subnets that hold nothing but probers and responders: the link they belong to. */
  probe: 'detour:probe',
  vpc: 'detour:vpc',
  /** On prefix lists: the remote site. */
  steers: 'detour:steers',
  /** On prefix lists: absent for the list of the whole site, else the VPC's name. */
  steersVpc: 'detour:steers-vpc',
} as const;

/**
 * Custom resources that say something about routing, and what the verifier reads of them. Each has a property `Link`.
 *
 *   type              properties                                         attribute
 *   attachment        TransitGatewayId, ResourceId, ResourceType         AttachmentId: the attachment of that resource
 *   allowedPrefixes   DirectConnectGatewayId, TransitGatewayId,          none: the prefixes are allowed on that
 *                     Prefixes                                           association beside its own
 */
export const CUSTOM_RESOURCES = {
  /** ResourceType: `vpn` or `direct-connect-gateway`. */
  attachment: 'Custom::DetourAttachment',
  allowedPrefixes: 'Custom::DetourAllowedPrefixes',
} as const;

/** Key of a template's `Metadata` section that carries this stack's part of the backbone. */
export const METADATA_KEY = 'Detour';
