import { z } from 'zod'

// developer.atlassian.com, "Atlassian Document Format": the nodes and marks used here, nothing else.
const Mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('strong') }),
  z.strictObject({ type: z.literal('code') }),
  z.strictObject({
    type: z.literal('link'),
    attrs: z.strictObject({ href: z.url({ protocol: /^https?$/ }) }),
  }),
])
const Inline = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z.string().min(1),
    marks: z.array(Mark).min(1).optional(),
  }),
  z.strictObject({ type: z.literal('hardBreak') }),
])
const Paragraph = z.strictObject({ type: z.literal('paragraph'), content: z.array(Inline).min(1) })
const ListItem = z.strictObject({ type: z.literal('listItem'), content: z.array(Paragraph).min(1) })
const BulletList = z.strictObject({
  type: z.literal('bulletList'),
  content: z.array(ListItem).min(1),
})

const Adf = z
  .strictObject({
    type: z.literal('doc'),
    version: z.literal(1),
    content: z.array(z.discriminatedUnion('type', [Paragraph, BulletList])),
  })
  .refine((document) => JSON.stringify(document).length <= 32_767, 'CONTENT_LIMIT_EXCEEDED')

const Label = z.string().min(1).max(255).regex(/^\S+$/, 'The label contains spaces')
const Summary = z
  .string()
  .min(1, 'You must specify a summary of the issue.')
  .max(255, 'Summary must be less than 255 characters.')
  .regex(/^[^\r\n]*$/, 'The summary is invalid because it contains newline characters.')

/** Rich text of Data Center is a text; a document is refused. */
const Wiki = z
  .string('Operation value must be a string')
  .max(32_767, 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.')

/** What Data Center wants otherwise than the cloud. */
export const ServerFields = {
  description: Wiki,
  assignee: z.strictObject({ name: z.string() }),
}

/** Fields that Jira itself knows; custom ones are checked against the project. */
export const SystemFields = {
  summary: Summary,
  description: Adf,
  labels: z.array(Label),
  priority: z.strictObject({ name: z.string() }),
  assignee: z.strictObject({ accountId: z.string() }),
}

export const CreateBody = z.strictObject({
  fields: z
    .object({
      project: z.strictObject({ key: z.string() }),
      issuetype: z.strictObject({ name: z.string() }),
    })
    .loose(),
})

export const EditBody = z.strictObject({
  fields: z.record(z.string(), z.unknown()).optional(),
  update: z.strictObject({ labels: z.array(z.strictObject({ add: Label })).optional() }).optional(),
})

export const SearchBody = z.strictObject({
  jql: z.string(),
  fields: z.array(z.string()).min(1),
  maxResults: z.int().min(1).max(5_000).optional(),
  nextPageToken: z.string().optional(),
})

/** Search of REST API 2: pages by their start. */
export const ServerSearchBody = z.strictObject({
  jql: z.string(),
  fields: z.array(z.string()).min(1),
  startAt: z.int().min(0).optional(),
  maxResults: z.int().min(1).max(1_000).optional(),
})

/** The one form of JQL that is understood; anything else is refused, as a typo in Jira is. */
export const jqlForm =
  /^project = "(?<project>[A-Z][A-Z0-9_]+)" AND labels = "(?<label>[^"\s]+)" ORDER BY created ASC$/

export const CommentBody = z.strictObject({ body: Adf })
export const ServerCommentBody = z.strictObject({ body: Wiki.min(1) })

export const TransitionBody = z.strictObject({
  transition: z.strictObject({ id: z.string() }),
  fields: z.record(z.string(), z.strictObject({ id: z.string() })).optional(),
})
