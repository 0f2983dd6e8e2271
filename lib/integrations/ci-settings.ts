import { z } from 'zod'

/** The context of the replaced system; teams have it in their branch protection rules. */
const defaultContext = 'continuous-integration/automated-testing'

/** How commits are told what became of them: the same for every CI provider that can be told. */
export const CommitStatusSettings = z
  .strictObject({
    enabled: z.boolean().default(true),
    /** the suite's name is added to it, so that each suite has a status of its own */
    context: z.string().trim().min(1).max(200).default(defaultContext),
    /** `pending` when the run is accepted; without it only the result is posted */
    auto_update: z.boolean().default(true),
  })
  .default({ enabled: true, context: defaultContext, auto_update: true })
  .meta({
    title: 'Commit status',
    description:
      'enabled: post the result to the commit. context: the name shown there, the suite is added. auto_update: post "pending" when a run starts',
  })

export const CommentSettings = z.strictObject({ enabled: z.boolean().default(false) })

/** Settings that every CI provider with a client has; other rooms read them without knowing the vendor. */
export const CiSettings = z.object({
  commit_status: CommitStatusSettings,
  comment: CommentSettings.default({ enabled: false }),
})
export type CiSettings = z.output<typeof CiSettings>
