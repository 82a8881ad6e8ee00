// Pure: the codes of mistakes in templates that somebody wrote, and in what is said of them on the command line.

const error = <M extends string>(meaning: M) => ({ severity: 'error', meaning }) as const;

export const TEMPLATES_CODES = {
  'template-unreadable': error('a template cannot be read from its file'),
  'template-too-large': error('a template is larger than CloudFormation takes'),
  'template-syntax': error('a template is not well-formed JSON or YAML'),
  'template-nesting': error('a template is nested too deeply'),
  'template-tag': error('a template has a YAML tag that is no function of CloudFormation'),
  'template-alias': error('aliases of a template lead in a circle, or make it too large'),
  'template-duplicate-key': error('a key stands twice in the same map of a template'),
  'template-shape': error('a template does not have the form that CloudFormation wants'),
  'template-option': error('an option about templates cannot be understood'),
  'template-stack-unknown': error('an option names a stack or a file that is not among the templates'),
  'template-parameter-unknown': error('an option names a parameter that no template has'),
  'template-parameter-value': error('a value of a parameter is not one that its template allows'),
} as const;
