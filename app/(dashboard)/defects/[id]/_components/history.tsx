import { historyText } from '#app/(dashboard)/defects/[id]/_lib/history-text.ts'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { listActivity } from '#lib/accounts/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'

type HistoryProps = { ctx: Ctx; defectId: string; names: ReadonlyMap<string, string> }

/** Who did what to the defect, the latest first. */
export async function History({ ctx, defectId, names }: HistoryProps) {
  const { data } = await listActivity(ctx, {
    entity_type: 'defect',
    entity_id: defectId,
    limit: 20,
  })
  if (data.length === 0) return null
  return (
    <Card>
      <CardHeader title="History" className="pb-2" />
      <ol className="divide-y text-sm">
        {data.map((entry) => (
          <li key={entry.id} className="px-4 py-2">
            <p className="text-pretty break-words">
              <span className="font-medium">{entry.user?.name ?? 'Earshot'}</span>{' '}
              {historyText(entry, names)}
            </p>
            <Time
              value={entry.created_at}
              style="ago"
              className="text-muted-foreground block text-xs"
            />
          </li>
        ))}
      </ol>
    </Card>
  )
}
