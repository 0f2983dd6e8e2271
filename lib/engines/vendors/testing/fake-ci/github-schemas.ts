import { z } from 'zod'

/** Bodies as GitHub's published description has them; nothing else may be in them. */
export const StatusBody = z.strictObject({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  target_url: z.url({ protocol: /^https?$/ }).optional(),
  description: z
    .string()
    .refine((text) => Array.from(text).length <= 140, 'is too long (maximum is 140 characters)')
    .optional(),
  context: z.string().min(1).max(255).optional(),
})
export const CommentBody = z.strictObject({ body: z.string().min(1).max(65_536) })
export const IssueBody = z.strictObject({
  title: z.string().min(1).max(256),
  body: z.string().max(65_536).optional(),
  labels: z.array(z.string().min(1).max(50)).optional(),
  assignees: z.array(z.string()).max(10).optional(),
  milestone: z.int().positive().optional(),
})
export const IssuePatch = z.strictObject({
  title: z.string().min(1).max(256).optional(),
  body: z.string().max(65_536).optional(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).optional(),
})
export const LabelsBody = z.strictObject({ labels: z.array(z.string().min(1).max(50)).min(1) })
export const ListQuery = z.strictObject({
  per_page: z.coerce.number().int().min(1).max(100).default(30),
  page: z.coerce.number().int().min(1).default(1),
  state: z.enum(['open', 'closed', 'all']).default('open'),
  labels: z.string().optional(),
  sort: z.enum(['created', 'updated', 'comments']).default('created'),
  direction: z.enum(['asc', 'desc']).default('desc'),
})

export type FakeStatus = z.output<typeof StatusBody> & { repository: string; sha: string }
export type FakeComment = {
  id: number
  repository: string
  number: number
  body: string
  author: string
}
export type FakeIssue = {
  repository: string
  number: number
  title: string
  body: string
  state: 'open' | 'closed'
  state_reason: string | null
  labels: string[]
  milestone: number | null
  assignees: string[]
  author: string
  app: number | null
  pull_request: boolean
}
