import { z } from 'zod'

/** What is remembered of a commit status that was told. */
export const StatusState = z.object({
  run_id: z.uuid(),
  state: z.enum(['pending', 'success', 'failure', 'error']),
  description: z.string(),
  repository: z.string(),
  sha: z.string(),
  ref: z.string().nullable(),
  context: z.string(),
})
export type StatusState = z.output<typeof StatusState>

export const ThreadState = z.object({ thread: z.record(z.string(), z.string()) })

/** Keys of links, and of the threads that keep their order. */
export const statusKey = (status: { repository: string; sha: string; context: string }) =>
  `${status.repository}@${status.sha} ${status.context.toLowerCase()}`
export const commentKey = (repository: string, pullRequest: number) =>
  `${repository}#${pullRequest}`
