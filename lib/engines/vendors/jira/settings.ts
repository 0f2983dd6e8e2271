import { z } from 'zod'

const priority = z.string().trim().min(1).max(100)

const PriorityMapping = z.strictObject({
  critical: priority.default('Highest'),
  high: priority.default('High'),
  medium: priority.default('Medium'),
  low: priority.default('Low'),
})

const IssueCreation = z.strictObject({
  enabled: z.boolean().default(true).meta({ title: 'Create issues' }),
  on_critical_failure: z.boolean().default(true).meta({ title: 'For each critical defect' }),
  on_failure: z.boolean().default(false).meta({ title: 'For every other defect too' }),
  on_regression: z.boolean().optional().meta({ title: 'For each case that passed before' }),
})

const IssueUpdates = z.strictObject({
  enabled: z.boolean().default(true).meta({ title: 'Update issues' }),
  auto_close_on_fix: z.boolean().default(true).meta({
    title: 'Close with the defect',
    description: 'And reopen when the defect comes back',
  }),
  add_comment_on_retest: z.boolean().default(true).meta({ title: 'Comment on each retest' }),
})

/** A label of Jira: without spaces, at most 255 characters. */
const Label = z.string().min(1).max(255).regex(/^\S+$/, 'A Jira label has no spaces')

const JiraFields = z.object({
  base_url: z.url({ protocol: /^https?$/ }).meta({
    title: 'Address',
    description: 'https://example.atlassian.net, with or without /rest/api/3',
  }),
  deployment: z.enum(['cloud', 'data_center']).default('cloud').meta({
    title: 'Deployment',
    description:
      'data_center: a Jira of your own (Data Center or Server, from 8.14), by REST API 2',
  }),
  email: z.email().max(254).optional().meta({
    title: 'Email',
    description: 'Of the account that the API token belongs to; not for Data Center',
  }),
  project: z
    .string()
    .trim()
    .regex(/^[A-Z][A-Z0-9_]{1,99}$/, 'The key of the project, such as QA')
    .meta({ title: 'Project', description: 'Its key, such as QA' }),
  issue_type: z.string().trim().min(1).max(100).default('Bug').meta({ title: 'Issue type' }),
  priority_mapping: PriorityMapping.default(PriorityMapping.parse({})).meta({
    title: 'Priorities',
    description: 'The priority of the project for each severity of a defect',
  }),
  issue_creation: IssueCreation.default(IssueCreation.parse({})).meta({
    title: 'Issue creation',
  }),
  issue_updates: IssueUpdates.default(IssueUpdates.parse({})).meta({
    title: 'Issue updates',
  }),
  labels: z
    .array(Label)
    .max(20)
    .default(['earshot'])
    .meta({ title: 'Labels', description: 'Added to every issue, one a line' }),
  done_status: z.string().trim().max(100).optional().meta({
    title: 'Status when fixed',
    description:
      'Among several of the category Done, the one to move to; empty: the one whose name or resolution says that it is fixed',
  }),
  reopened_status: z
    .string()
    .trim()
    .max(100)
    .optional()
    .meta({ title: 'Status when it comes back', description: 'Empty picks one that is not done' }),
  extra_fields: z.record(z.string().max(100), z.json()).default({}).meta({
    title: 'Further fields',
    description:
      'For projects that require them, as Jira’s API takes them: {"customfield_10050": {"value": "Voice"}}',
  }),
})
/** Settings of a Jira connection. */
export const JiraConfig = JiraFields.superRefine(({ deployment, email }, context) => {
  if (deployment === 'cloud' && email === undefined)
    context.addIssue({
      code: 'custom',
      path: ['email'],
      message: 'Jira Cloud needs the email of the account',
    })
})
export type JiraConfig = z.output<typeof JiraConfig>

export const JiraSecrets = z.object({
  api_token: z.string().min(1).max(2_000).optional().meta({
    title: 'API token',
    description:
      'Made at id.atlassian.com, Security, API tokens; for Data Center a personal access token of your profile. It may do what the account may',
  }),
})
export type JiraSecrets = z.output<typeof JiraSecrets>
