import { and, eq, ne, not, sql, type SQL } from 'drizzle-orm'

import { voiceTestExecutions as executions } from '#db/schema/executions.ts'
import type { TwinOutcome } from '#db/enums.ts'

// A late or badly spoken answer is a right answer: neither hearing nor understanding is at fault.
const heardRight = sql`(${executions.verdict} = 'passed' or ${executions.verdict} = 'failed'
  and coalesce(${executions.blame} in ('latency', 'speech_output'), false))`

/** That an execution in twin mode was judged on both sides and came to `outcome`. */
export function hasOutcome(outcome: TwinOutcome): SQL {
  const byVoice = outcome === 'both_right' || outcome === 'lucky'
  const byText = outcome === 'both_right' || outcome === 'recognition'
  const both = and(
    ne(executions.verdict, 'invalid'),
    byVoice ? heardRight : not(heardRight),
    eq(executions.twinVerdict, byText ? 'passed' : 'failed'),
  )
  return both ?? sql`false`
}
