'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'

import { Upcoming } from '#app/(dashboard)/settings/schedules/_components/upcoming.tsx'
import { explainScheduleAction } from '#app/(dashboard)/settings/schedules/actions.ts'

type ExplanationProps = { cron: string; timeZone: string }

/** What the expression means, while it is being typed. */
export function Explanation({ cron, timeZone }: ExplanationProps) {
  const asked = { cron: useDeferredValue(cron).trim(), time_zone: useDeferredValue(timeZone) }
  const answer = useQuery({
    queryKey: ['schedule', 'explanation', asked],
    queryFn: () => explainScheduleAction(asked),
    enabled: asked.cron !== '',
    placeholderData: (previous) => previous,
  })
  const result = answer.data
  return (
    <div aria-live="polite" className="bg-muted/50 rounded-md border p-3 text-sm sm:col-span-2">
      {!result && <p className="text-muted-foreground">Write when it shall run.</p>}
      {result?.ok === true && (
        <>
          <p className="mb-2 font-medium">{result.data.words}</p>
          <Upcoming times={result.data.upcoming} timeZone={timeZone} />
        </>
      )}
      {result?.ok === false && (
        <p className="text-failed">{result.faults[0]?.message ?? result.message}</p>
      )}
    </div>
  )
}
