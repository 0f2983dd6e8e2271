'use client'

import { ResultsHeader } from '#app/(dashboard)/runs/[id]/_components/results-header.tsx'
import { ResultsRow } from '#app/(dashboard)/runs/[id]/_components/results-row.tsx'
import { RunProgress } from '#app/(dashboard)/runs/[id]/_components/run-progress.tsx'
import type { ResultView } from '#app/(dashboard)/runs/[id]/_lib/result-view.ts'
import { Card } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RunItemPage, RunItemView, RunView } from '#lib/runs/schema.ts'

/** More than most windows show. */
const rows = 20

type FirstResultsProps = {
  initialRun: RunView
  initialItems: RunItemPage
  initialView: ResultView
  deviceProfiles: RunItemView['device_profile'][]
}

/** The run as the server read it: readable before that which filters, sorts and follows it has arrived. */
export function FirstResults({
  initialRun: run,
  initialItems: { data },
  initialView: { sort },
  deviceProfiles,
}: FirstResultsProps) {
  const profiles = deviceProfiles.some((profile) => profile !== null)
  return (
    <div className="space-y-4" aria-busy>
      {run.failure_reason && <Skeleton className="h-16" />}
      <Card className="space-y-3 p-4">
        <RunProgress run={run} />
        <Skeleton className="h-9 w-36" />
      </Card>
      <div className="flex flex-wrap gap-2">
        <Skeleton className="h-9 min-w-44 flex-1 max-sm:basis-full sm:max-w-64" />
        <Skeleton className="h-9 w-32 max-sm:flex-1 max-sm:basis-36" />
        <Skeleton className="h-9 w-32 max-sm:flex-1 max-sm:basis-36" />
        <Skeleton className="h-9 w-32 max-sm:flex-1 max-sm:basis-36" />
        <Skeleton className="h-9 w-full sm:hidden" />
      </div>
      <div
        role="table"
        aria-label="Results"
        aria-rowcount={data.length + 1}
        className="bg-card rounded-lg border shadow-xs"
      >
        <ResultsHeader sort={sort} profiles={profiles} />
        <div role="rowgroup" className="max-h-[68dvh] min-h-25 overflow-hidden">
          {data.slice(0, rows).map((item, index) => (
            <div key={item.id} role="row" aria-rowindex={index + 2} className="border-b">
              <ResultsRow item={item} profiles={profiles} />
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
