// What the package gives to a CDK app of one's own.

export { AlarmHealthCheck, type AlarmHealthCheckProps } from './constructs/alarm-health-check';
export { AlarmTopic, type AlarmTopicProps } from './constructs/alarm-topic';
export { AllowedPrefixes, type AllowedPrefixesProps } from './constructs/allowed-prefixes';
export { AnnouncingPolicy, type AnnouncingPolicyProps } from './constructs/announcing-policy';
export { AttachmentLookup, type AttachmentLookupProps } from './constructs/attachment-lookup';
export { AuditAccess, type AuditAccessProps } from './constructs/audit-access';
export { AuditTable, type AuditTableProps } from './constructs/audit-table';
export { type BaselineRoute, BaselineRoutes, type BaselineRoutesProps } from './constructs/baseline-routes';
export {
  CertificateCustomerGateway,
  type CertificateCustomerGatewayProps,
} from './constructs/certificate-customer-gateway';
export { CodeAlarm, type CodeAlarmProps } from './constructs/code-alarm';
export { CustomerGateway, type CustomerGatewayProps } from './constructs/customer-gateway';
export { Dashboard, type DashboardProps } from './constructs/dashboard';
export { DeadLetterAlarm, type DeadLetterAlarmProps } from './constructs/dead-letter-alarm';
export { DirectConnectAttachment, type DirectConnectAttachmentProps } from './constructs/direct-connect-attachment';
export { DirectConnectGateway, type DirectConnectGatewayProps } from './constructs/direct-connect-gateway';
export {
  DirectConnectHostedInterface,
  type DirectConnectHostedInterfaceProps,
} from './constructs/direct-connect-hosted-interface';
export {
  type BgpPeerProps,
  DirectConnectInterface,
  type DirectConnectInterfaceProps,
} from './constructs/direct-connect-interface';
export { EdgeTable, type EdgeTableProps } from './constructs/edge-table';
export { FailoverRecords, type FailoverRecordsProps } from './constructs/failover-records';
export { FlowLogs, type FlowLogsProps } from './constructs/flow-logs';
export type { FunctionPlace } from './constructs/function-place';
export { GatewayAlarms, type GatewayAlarmsProps } from './constructs/gateway-alarms';
export { GatewayRoutes, type GatewayRoutesProps } from './constructs/gateway-routes';
export { GaugeAlarms, type GaugeAlarmsProps } from './constructs/gauge-alarms';
export type { Replica } from './constructs/global-table';
export { HandlerFunction, type HandlerFunctionProps } from './constructs/handler-function';
export { HealthForward, type HealthForwardProps } from './constructs/health-forward';
export { HealthRule, type HealthRuleProps } from './constructs/health-rule';
export { LinkIdentity, type LinkIdentityProps } from './constructs/link-identity';
export { LinkStateAccess, type LinkStateAccessProps } from './constructs/link-state-access';
export { LinkStateKey, type LinkStateKeyProps } from './constructs/link-state-key';
export { LinkStateTable, type LinkStateTableProps } from './constructs/link-state-table';
export { LinkStatusFunction, type LinkStatusFunctionProps } from './constructs/link-status-function';
export { LogKey, type LogKeyProps } from './constructs/log-key';
export { MailBucket, type MailBucketProps } from './constructs/mail-bucket';
export { MaintenanceMail, type MaintenanceMailProps } from './constructs/maintenance-mail';
export { NamesAlarms, type NamesAlarmsProps } from './constructs/names-alarms';
export { NamesAuditFunction, type NamesAuditFunctionProps } from './constructs/names-audit-function';
export { PeeringEnd, type PeeringEndProps } from './constructs/peering-end';
export { PeeringProvider, type PeeringProviderProps } from './constructs/peering-provider';
export { PeeringRequest, type PeeringRequestProps } from './constructs/peering-request';
export { PrivateEndpoints, type PrivateEndpointsProps } from './constructs/private-endpoints';
export { ProbeDatabase, type ProbeDatabaseProps } from './constructs/probe-database';
export { ProbeSecurityGroups, type ProbeSecurityGroupsProps } from './constructs/probe-security-groups';
export { ProbeSubnet, type ProbeSubnetProps } from './constructs/probe-subnet';
export { ProberAlarms, type ProberAlarmsProps } from './constructs/prober-alarms';
export { ProberFunction, type ProberFunctionProps } from './constructs/prober-function';
export { ReachableCheck, type ReachableCheckProps } from './constructs/reachable-check';
export { ReconcilerAlarms, type ReconcilerAlarmsProps } from './constructs/reconciler-alarms';
export { ReconcilerFunction, type ReconcilerFunctionProps } from './constructs/reconciler-function';
export { ResourceShare, type ResourceShareProps } from './constructs/resource-share';
export { Responder, type ResponderProps } from './constructs/responder';
export { ResponderProvider, type ResponderProviderProps } from './constructs/responder-provider';
export {
  BgpAlarm,
  type BgpAlarmProps,
  TunnelAlarm,
  type TunnelAlarmProps,
} from './constructs/session-alarms';
export { SiteParameter, type SiteParameterProps } from './constructs/site-parameter';
export { SiteVpc, type SiteVpcProps } from './constructs/site-vpc';
export { StackOutput } from './constructs/stack-output';
export { StatusViewFunction, type StatusViewFunctionProps } from './constructs/status-view-function';
export { SteeringPolicy, type SteeringPolicyProps } from './constructs/steering-policy';
export { SteeringPrefixList, type SteeringPrefixListProps } from './constructs/steering-prefix-list';
export { StreamLookup, type StreamLookupProps } from './constructs/stream-lookup';
export { StreamWake, type StreamWakeProps } from './constructs/stream-wake';
export { TransitGateway, type TransitGatewayProps } from './constructs/transit-gateway';
export { VpcAttachment, type VpcAttachmentProps } from './constructs/vpc-attachment';
export { VpnConnection, type VpnConnectionProps } from './constructs/vpn-connection';
export { WaitingProvider, type WaitingProviderProps } from './constructs/waiting-provider';
export { ZoneView, type ZoneViewProps } from './constructs/zone-view';
export type { Issue } from './net/issue';
export type { Result } from './net/result';
export type { Backbone, BackboneFragment, BackboneLink, BackboneSite, FlowRequirement } from './routing/backbone';
export { AttachedVpc, type AttachedVpcProps } from './stacks/attached-vpc';
export { buildStacks } from './stacks/backbone-stacks';
export { ControllerStack, type ControllerStackProps } from './stacks/controller-stack';
export { DashboardStack, type DashboardStackProps } from './stacks/dashboard-stack';
export { DirectConnectStack, type DirectConnectStackProps } from './stacks/direct-connect-stack';
export { DnsStack, type DnsStackProps } from './stacks/dns-stack';
export { EndpointsStack, type EndpointsStackProps } from './stacks/endpoints-stack';
export { HealthStack, type HealthStackProps } from './stacks/health-stack';
export type { OwnLink } from './stacks/link-identities';
export { LinkStack, type LinkStackProps } from './stacks/link-stack';
export { LinkStateStack, type LinkStateStackProps } from './stacks/link-state-stack';
export { ProbesStack, type ProbesStackProps } from './stacks/probes-stack';
export { RoutesStack, type RoutesStackProps } from './stacks/routes-stack';
export { SignalsStack, type SignalsStackProps } from './stacks/signals-stack';
export { SiteStack, type SiteStackProps } from './stacks/site-stack';
export { synthesize, trySynthesize } from './stacks/synthesize';
export { VpnStack, type VpnStackProps } from './stacks/vpn-stack';
export { toBackbone } from './topology/backbone';
export { loadTopology } from './topology/load';
export type {
  AwsSite,
  DirectConnectLink,
  Link,
  OnPremSite,
  PeeringLink,
  Site,
  Topology,
  Vpc,
  VpnLink,
} from './topology/topology';
export { DetourVerification, type DetourVerificationProps } from './verify/cdk-plugin';
