import { TrendingDown } from 'lucide-react'
import Link from 'next/link'

import type { Ctx } from '#lib/platform/context.ts'
import { listSearches } from '#lib/robustness/queries.ts'

/** Says of a run that it looks for a robustness threshold, and where what it finds is shown. */
export async function SearchNotice({ ctx, runId }: { ctx: Ctx; runId: string }) {
  const [search] = (await listSearches(ctx, { runId, limit: 1 })).data
  if (!search) return null
  return (
    <p className="bg-muted/60 mb-4 flex items-start gap-2 rounded-lg border px-4 py-3 text-sm">
      <TrendingDown className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>
        These calls look for a robustness threshold: they become harder until the case fails, so
        failures here are wanted and count nowhere else.{' '}
        <Link
          href={`/break-points/${search.id}`}
          className="text-primary underline-offset-4 hover:underline"
        >
          Show the robustness threshold
        </Link>
      </span>
    </p>
  )
}
