import { releaseItem } from '#lib/runs/queue/release-item.ts'
import type { Handler } from '#workers/types.ts'

/** Items need no job: workers claim them. What was sent as one goes to where all others wait. */
export const release: Handler<'execution.execute'> = ({ sql }, payload) => releaseItem(sql, payload)
