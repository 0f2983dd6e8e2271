import Link from 'next/link'

import { ChangesTable } from '#app/(dashboard)/replays/[id]/_components/changes-table.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { cn } from '#components/ui/cn.ts'
import { Pagination } from '#components/ui/pagination.tsx'
import type { Ctx } from '#lib/platform/context.ts'
import { listReplayChanges } from '#lib/replays/queries.ts'
import type { ReplayView } from '#lib/replays/schema.ts'

const filters = [
  ['all', 'All changes'],
  ['verdicts', 'Verdicts that flip'],
  ['contradictions', 'Contradict people'],
] as const

export type ChangesCardProps = {
  ctx: Ctx
  replay: ReplayView
  query: { only: 'all' | 'verdicts' | 'contradictions'; cursor?: string | undefined }
}

/** One page of what would change: all of it, verdicts that flip, or what contradicts people. */
export async function ChangesCard({ ctx, replay, query: { only, cursor } }: ChangesCardProps) {
  const href = `/replays/${replay.id}`
  const { data, next_cursor: next } = await listReplayChanges(ctx, replay.id, {
    only,
    limit: 50,
    ...(cursor && { cursor }),
  })
  const address = (query: Record<string, string>) => `${href}?${new URLSearchParams(query)}`
  return (
    <Card>
      <CardHeader
        title="Changes"
        actions={
          <nav aria-label="Which changes" className="flex flex-wrap gap-1">
            {filters.map(([value, label]) => (
              <Link
                key={value}
                href={value === 'all' ? href : address({ only: value })}
                scroll={false}
                aria-current={only === value ? 'true' : undefined}
                className={cn(
                  'hover:bg-accent rounded-md px-2.5 py-1 text-xs font-medium',
                  only === value ? 'bg-accent' : 'text-muted-foreground',
                )}
              >
                {label}
              </Link>
            ))}
          </nav>
        }
        className="pb-3"
      />
      {data.length === 0 ? (
        <p className="text-muted-foreground border-t px-4 py-6 text-center text-sm">
          {only === 'contradictions'
            ? 'No new verdict contradicts what a person decided.'
            : only === 'verdicts'
              ? 'No verdict changes; only who decides or the blame changes.'
              : 'No change may be shown yet.'}
        </p>
      ) : (
        <ChangesTable changes={data} />
      )}
      <div className="px-4 pb-3 empty:hidden">
        <Pagination
          newerHref={cursor ? address({ only }) : null}
          olderHref={next ? address({ only, cursor: next }) : null}
          newerLabel="First"
          olderLabel="More"
        />
      </div>
    </Card>
  )
}
