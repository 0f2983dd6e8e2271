'use client'

import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'

import { read } from '#components/api/read.client.ts'
import type { WorkerView } from '#lib/platform/jobs/schema.ts'

const loadWorkers = async () => (await import('#lib/platform/jobs/schema.ts')).WorkerList

/** Why no worker would take an item now; null when one would. */
function whyNobody(workers: WorkerView[]): string | null {
  const alive = workers.filter(({ state }) => state === 'working' || state === 'overloaded')
  if (alive.length === 0) return 'none is running'
  if (alive.some(({ state }) => state === 'working')) return null
  const [only] = alive
  return alive.length === 1
    ? `the only one is overloaded: ${only?.detail?.reason ?? 'it does not say why'}`
    : `all ${alive.length} are overloaded: ${alive
        .map(
          ({ pid, detail }, index) =>
            `${pid === null ? `worker ${index + 1}` : `pid ${pid}`}: ${detail?.reason ?? 'it does not say why'}`,
        )
        .join('; ')}`
}

/** Says on the page of an open run why nothing moves, when the workers are the reason. */
export function WorkersNotice() {
  const workers = useQuery({
    queryKey: ['workers'],
    queryFn: ({ signal }) => read('/api/v1/workers', loadWorkers, signal),
    refetchInterval: 5_000,
  })
  const why = workers.data ? whyNobody(workers.data.data) : null
  return (
    <div role="status">
      {why !== null && (
        <p className="bg-review-soft text-review flex items-start gap-2 rounded-lg border px-4 py-3 text-sm">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span className="min-w-0 break-words">
            <span className="font-medium">No worker takes work:</span> {why}. The run goes on by
            itself as soon as one does.
          </span>
        </p>
      )}
    </div>
  )
}
