import { CfnMicrosoftTeamsChannelConfiguration, CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

interface ChatChannelsProps {
  /** Start of the names of the configurations, which an account has once. */
  readonly configurationNamePrefix: string;
  /** What is shown there; of any region. */
  readonly topicArns: readonly string[];
  /**
   * The channel of Slack, in a workspace that the account has been authorized for.
   *
   * @default - nothing is shown in Slack
   */
  readonly slack?: { readonly workspace: string; readonly channel: string };
  /**
   * The channel of Microsoft Teams, in a team that the account has been authorized for.
   *
   * @default - nothing is shown in Teams
   */
  readonly teams?: { readonly team: string; readonly tenant: string; readonly channel: string };
}

/**
 * Channels in which Amazon Q Developer in chat applications shows what is published to topics. Whoever is in a channel can
 * only read: the role permits nothing, and the guardrail denies all to every role that a member may bring. Without a
 * guardrail AWS would take one that denies nothing.
 */
export class ChatChannels extends Construct {
  constructor(scope: Construct, id: string, props: ChatChannelsProps) {
    super(scope, id);
    const { configurationNamePrefix, topicArns, slack, teams } = props;
    const role = new Role(this, 'Role', {
      description: 'Permits nothing: members of the channel read what they are told',
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
    });
    const common = {
      iamRoleArn: role.roleArn,
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AWSDenyAll').managedPolicyArn],
      snsTopicArns: [...topicArns],
      // Mails come by one of the topics too, and each would be logged as something that cannot be shown.
      loggingLevel: 'NONE',
    };
    // Another workspace or team makes another configuration, and CloudFormation the new before it removes the old.
    if (slack)
      new CfnSlackChannelConfiguration(this, 'Slack', {
        ...common,
        configurationName: `${configurationNamePrefix}-slack-${slack.workspace}`,
        slackWorkspaceId: slack.workspace,
        slackChannelId: slack.channel,
      });
    if (teams)
      new CfnMicrosoftTeamsChannelConfiguration(this, 'Teams', {
        ...common,
        configurationName: `${configurationNamePrefix}-teams-${teams.team}`,
        teamId: teams.team,
        teamsTenantId: teams.tenant,
        teamsChannelId: teams.channel,
      });
  }
}
