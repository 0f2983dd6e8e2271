import Link from 'next/link'

import { Time } from '#components/ui/time.client.tsx'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import { verdicts } from '#db/enums.ts'
import type { DefectDetailView } from '#lib/defects/schema.ts'

type Evidence = DefectDetailView['executions'][number]

/** The executions that showed the defect, the latest first, on a line through time. */
export function EvidenceList({ executions }: { executions: Evidence[] }) {
  return (
    <ol className="ml-1.5 border-l">
      {executions.map((execution) => (
        <li key={execution.id} className="relative pb-4 pl-5 last:pb-0">
          <span
            className="bg-card border-control absolute top-2 -left-[5px] size-2.5 rounded-full border-2"
            aria-hidden
          />
          <Entry execution={execution} />
        </li>
      ))}
    </ol>
  )
}

function Entry({ execution }: { execution: Evidence }) {
  const verdict = verdicts.find((one) => one === execution.verdict)
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Link
          href={`/executions/${execution.id}`}
          className="inline-flex min-h-6 items-center font-medium underline-offset-4 hover:underline"
        >
          <Time value={execution.finished_at} />
        </Link>
        {verdict && <VerdictBadge outcome={verdict} />}
        <span className="text-muted-foreground text-xs">
          in{' '}
          <Link
            href={`/runs/${execution.run_id}`}
            className="hover:text-foreground inline-flex min-h-6 items-center underline underline-offset-4"
          >
            {execution.run_name}
          </Link>
        </span>
      </p>
      <p className="text-muted-foreground mt-0.5 text-[0.8125rem] text-pretty break-words">
        {execution.reason}
      </p>
    </>
  )
}
