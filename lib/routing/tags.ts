// Pure: the names under which Detour's resources say what they are, in templates and on AWS alike.

/** Resource tags: which site, link or table a resource is, and whose traffic a prefix list steers. */
export const TAGS = {
  site: 'detour:site',
  link: 'detour:link',
  table: 'detour:table',
  vpc: 'detour:vpc',
  /** On prefix lists: the remote site. */
  steers: 'detour:steers',
  /** On prefix lists: absent for the list of the whole site, else the VPC's name. */
  steersVpc: 'detour:steers-vpc',
} as const;

/** Key of a template's `Metadata` section that carries this stack's part of the backbone. */
export const METADATA_KEY = 'Detour';
