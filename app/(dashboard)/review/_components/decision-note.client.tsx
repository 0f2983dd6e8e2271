'use client'

import Link from 'next/link'

import type { Verdict } from '#components/verdict/types.ts'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import type { ReviewTaskView } from '#lib/review/schema.ts'

export type LastDecision = { verdict: Verdict; kept: number; task: ReviewTaskView }

const link = 'text-primary underline underline-offset-4'

/** What the decision before recorded, and what it means for the next run. Above the item, so that it hides no button. */
export function DecisionNote({ last: { verdict, kept, task } }: { last: LastDecision }) {
  const { id, case_name: name, suite_id: suite, case_id: testCase } = task.execution
  return (
    <p
      role="status"
      className="bg-muted/60 mb-4 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-lg border px-4 py-2 text-sm"
    >
      <span>
        Recorded{' '}
        <Link href={`/executions/${id}`} className={link}>
          {name}
        </Link>{' '}
        as
      </span>
      <VerdictBadge outcome={verdict} />
      {kept > 0 && (
        <span className="text-pretty">
          The same wording will be decided without a person from now on.{' '}
          <Link href={`/suites/${suite}/cases/${testCase}#decided-wordings`} className={link}>
            Decided wordings
          </Link>
        </span>
      )}
    </p>
  )
}
