import type { ReviewStatus } from '#db/enums.ts'
import type { Blame, Verdict } from '#lib/engines/validation/verdict.ts'

export type { Blame, ReviewStatus, Verdict }

/** What a row shows: the verdict once there is one, before that what is happening; `hidden` in an open blind audit. */
export type Outcome = Verdict | 'pending' | 'running' | 'cancelled' | 'hidden'
