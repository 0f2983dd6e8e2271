import { z } from 'zod'

import { PageQuery, pageOf } from '#lib/platform/format/cursor.ts'
import { jobNames } from '#lib/platform/jobs/catalog.ts'

/** Letters that one request deals with. */
export const mostLetters = 500

const QueueName = z.enum(jobNames)

export const DeadLetterQuery = PageQuery.extend({
  queue: QueueName.optional(),
  /** in the cause or the payload */
  search: z.string().max(200).optional(),
})
export type DeadLetterQuery = z.output<typeof DeadLetterQuery>

export const DeadLetterView = z
  .object({
    id: z.uuid(),
    queue: z.string(),
    /** what the last attempt failed with; secrets masked */
    cause: z.string(),
    /** what the job was sent with; secrets masked */
    payload: z.record(z.string(), z.unknown()),
    attempts: z.number().int(),
    sent_at: z.iso.datetime().nullable(),
    died_at: z.iso.datetime(),
    /** why sending it to its queue again would do nothing; null when it would */
    obstacle: z.string().nullable(),
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetterView = z.output<typeof DeadLetterView>

export const DeadLetterPage = pageOf(DeadLetterView)

/** Which letters: those named, or the oldest of a queue. */
export const DeadLetterChoice = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(mostLetters).optional(),
    queue: QueueName.optional(),
  })
  .refine(({ ids, queue }) => (ids === undefined) !== (queue === undefined), {
    message: 'needs either ids or a queue',
  })
export type DeadLetterChoice = z.output<typeof DeadLetterChoice>

export const RequeueResult = z.object({
  /** letters whose jobs are in their queues again */
  requeued: z.array(z.uuid()),
  /** letters that stay, with why */
  refused: z.array(z.object({ id: z.uuid(), reason: z.string() })),
  /** letters that are not there: somebody else has dealt with them */
  missing: z.array(z.uuid()),
})
export type RequeueResult = z.output<typeof RequeueResult>

export const DiscardResult = z.object({
  discarded: z.array(z.uuid()),
  /** letters that are not there: somebody else has dealt with them */
  missing: z.array(z.uuid()),
})
export type DiscardResult = z.output<typeof DiscardResult>
