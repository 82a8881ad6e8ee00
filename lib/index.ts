// What the package gives to a CDK app of one's own.

export { type BaselineRoute, BaselineRoutes, type BaselineRoutesProps } from './constructs/baseline-routes';
export { FlowLogs, type FlowLogsProps } from './constructs/flow-logs';
export { GatewayRoutes, type GatewayRoutesProps } from './constructs/gateway-routes';
export { LogKey, type LogKeyProps } from './constructs/log-key';
export { PeeringEnd, type PeeringEndProps } from './constructs/peering-end';
export { PeeringProvider, type PeeringProviderProps } from './constructs/peering-provider';
export { PeeringRequest, type PeeringRequestProps } from './constructs/peering-request';
export { SiteVpc, type SiteVpcProps } from './constructs/site-vpc';
export { StackOutput } from './constructs/stack-output';
export { SteeringPrefixList, type SteeringPrefixListProps } from './constructs/steering-prefix-list';
export { TransitGateway, type TransitGatewayProps } from './constructs/transit-gateway';
export { VpcAttachment, type VpcAttachmentProps } from './constructs/vpc-attachment';
export type { Issue } from './net/issue';
export type { Result } from './net/result';
export type { Backbone, BackboneFragment, BackboneLink, BackboneSite, FlowRequirement } from './routing/backbone';
export { buildStacks } from './stacks/backbone-stacks';
export { LinkStack, type LinkStackProps } from './stacks/link-stack';
export { type OwnLink, RoutesStack, type RoutesStackProps } from './stacks/routes-stack';
export { SiteStack, type SiteStackProps } from './stacks/site-stack';
export { synthesize, trySynthesize } from './stacks/synthesize';
export { toBackbone } from './topology/backbone';
export { loadTopology } from './topology/load';
export type { AwsSite, Link, OnPremSite, PeeringLink, Site, Topology, Vpc } from './topology/topology';
