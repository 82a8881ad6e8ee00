// Pure: the codes of what a valid topology asks for and the stacks refuse.

export const STACKS_CODES = {
  'stacks-not-built-yet': {
    severity: 'error',
    meaning: 'the topology asks for something that no stack builds yet',
  },
  'stacks-not-verified': {
    severity: 'warning',
    meaning: 'the templates were written without being verified, because somebody said so',
    runbook: 'synthesize again without verify=no before anything is deployed',
  },
  'stacks-no-records': {
    severity: 'warning',
    meaning: 'a site without links gets no failover records, because it has no controller that says what is reached',
    runbook: 'add a link to the site, or have nothing there ask for the names of services',
  },
  'stacks-existing-not-shared': {
    severity: 'warning',
    meaning: 'an existing gateway is not shared, because only its owner may do that',
    runbook: 'let its owner share it, where that is wanted',
  },
  'stacks-unprobed': {
    severity: 'warning',
    meaning: 'the links of a site are not probed, because nothing is made in VPCs that exist already',
    runbook: 'a link of that site that silently drops data is not seen; order drains by hand, or give the site a VPC',
  },
  'stacks-link-unprobed': {
    severity: 'warning',
    meaning: 'a link to premises is not probed, because nothing is named there that answers',
    runbook: 'a fault that neither tunnels nor BGP notice is not seen on that link; name a probe target of its own',
  },
  'stacks-limit-default': {
    severity: 'warning',
    meaning: 'the topology needs more of a quota than AWS gives without being asked',
    runbook: 'have the quota raised in every account and region that is named, before the deployment',
  },
  'stacks-limit-near': {
    severity: 'warning',
    meaning: 'the topology takes four fifths or more of a quota',
    runbook: 'plan how the backbone grows before it no longer can',
  },
  'stacks-limit-resources': {
    severity: 'error',
    meaning: 'a stack has more resources than CloudFormation takes',
  },
  'stacks-limit-role': {
    severity: 'error',
    meaning: 'the inline policies of a role are longer than IAM takes',
  },
  'stacks-limit-policy': {
    severity: 'error',
    meaning: 'a managed policy is longer than IAM takes',
  },
  'stacks-limit-parameter': {
    severity: 'error',
    meaning: 'what a controller has to know does not fit into a parameter',
  },
  'stacks-name-clash': {
    severity: 'error',
    meaning: 'two stacks would have the same name',
  },
} as const;
