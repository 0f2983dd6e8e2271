import { z } from 'zod'

import { severities } from '#db/enums.ts'
import type { CommitStatus, IssueDraft, Message } from '#lib/engines/vendors/types.ts'
import { RuleConfig } from '#lib/notifications/schema.ts'

const MessageShape = z.object({
  event: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  outcome: z.enum(['success', 'failure', 'warning', 'info']),
  title: z.string(),
  summary: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  items: z.array(
    z.object({
      text: z.string(),
      detail: z.string().exactOptional(),
      url: z.string().exactOptional(),
    }),
  ),
  url: z.string(),
  mentions: z.array(z.string()),
  data: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<Message>

const StatusShape = z.object({
  repository: z.string(),
  sha: z.string(),
  ref: z.string().nullable(),
  state: z.enum(['pending', 'success', 'failure', 'error']),
  context: z.string(),
  description: z.string(),
  targetUrl: z.string(),
}) satisfies z.ZodType<CommitStatus>

const DraftShape = z.object({
  marker: z.string(),
  title: z.string(),
  description: z.object({
    text: z.string(),
    facts: z.array(
      z.object({ label: z.string(), value: z.string(), url: z.string().exactOptional() }),
    ),
    url: z.string(),
  }),
  severity: z.enum(severities),
  labels: z.array(z.string()),
  assignees: z.array(z.string()),
}) satisfies z.ZodType<IssueDraft>

/** What a row of the outbox asks for, as it is stored. */
export const Payload = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    message: MessageShape,
    update: z.boolean(),
    /** of its rule; at least once when absent */
    delivery: RuleConfig.shape.delivery.unwrap().exactOptional(),
  }),
  z.object({ kind: z.literal('status'), run_id: z.uuid(), status: StatusShape }),
  z.object({
    kind: z.literal('comment'),
    run_id: z.uuid(),
    repository: z.string(),
    pull_request: z.number().int(),
    marker: z.string(),
    body: z.string(),
  }),
  z.object({ kind: z.literal('issue_create'), defect_id: z.uuid(), draft: DraftShape }),
  z.object({
    kind: z.enum(['issue_comment', 'issue_close', 'issue_reopen']),
    defect_id: z.uuid(),
    /** makes the comment unique */
    marker: z.string(),
    text: z.string(),
  }),
])
export type Payload = z.output<typeof Payload>

const verbs = {
  issue_comment: 'Comment on the issue',
  issue_close: 'Close the issue',
  issue_reopen: 'Reopen the issue',
}

/** One line that says what a row is. */
export function titleOf(payload: Payload): string {
  switch (payload.kind) {
    case 'message':
      return payload.message.title
    case 'status':
      return `${payload.status.context}: ${payload.status.state}, ${payload.status.description}`
    case 'comment':
      return `Comment on ${payload.repository}#${payload.pull_request}`
    case 'issue_create':
      return `Create the issue: ${payload.draft.title}`
    default:
      return `${verbs[payload.kind]}: ${payload.text}`
  }
}
