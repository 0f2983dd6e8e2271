import { z } from 'zod'

/** The context of the replaced system; teams have it in their branch protection rules. */
const defaultContext = 'continuous-integration/automated-testing'

/** How commits are told what became of them: the same for every CI provider that can be told. */
const CommitStatusSettings = z
  .strictObject({
    enabled: z.boolean().default(true).meta({ title: 'Post the result to the commit' }),
    /** the suite's name is added to it, so that each suite has a status of its own */
    context: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .default(defaultContext)
      .meta({ title: 'Name', description: 'Shown at the commit; the suite is added' }),
    /** `pending` when the run is accepted; without it only the result is posted */
    auto_update: z
      .boolean()
      .default(true)
      .meta({ title: 'Pending while a run works', description: 'Else only the result is posted' }),
  })
  .default({ enabled: true, context: defaultContext, auto_update: true })
  .meta({
    title: 'Commit status',
  })

const CommentSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .meta({ title: 'Keep one comment with the latest results on each' }),
})

/** Settings that every CI provider with a client has; other rooms read them without knowing the vendor. */
export const CiSettings = z.object({
  commit_status: CommitStatusSettings,
  comment: CommentSettings.default({ enabled: false }),
})
export type CiSettings = z.output<typeof CiSettings>
