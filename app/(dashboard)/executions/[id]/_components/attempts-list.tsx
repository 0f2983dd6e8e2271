import Link from 'next/link'

import { cn } from '#components/ui/cn.ts'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import type { ExecutionView } from '#lib/executions/schema.ts'

export type AttemptsListProps = {
  attempts: ExecutionView['attempts']
  /** the execution on this page */
  currentId: string
  hrefOf: (executionId: string) => string
}

/** Every attempt at the item, so that a retry hides nothing. */
export function AttemptsList({ attempts, currentId, hrefOf }: AttemptsListProps) {
  return (
    <ol className="space-y-1">
      {attempts.map((attempt) => {
        const current = attempt.execution_id === currentId
        return (
          <li key={attempt.execution_id}>
            <Link
              href={hrefOf(attempt.execution_id)}
              aria-current={current ? 'page' : undefined}
              className={cn(
                'hover:bg-accent/60 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-1.5 text-sm',
                current && 'bg-accent',
              )}
            >
              <span className="w-20 shrink-0 font-medium tabular-nums">Attempt {attempt.try}</span>
              <VerdictBadge outcome={attempt.verdict ?? 'hidden'} />
              <span className="text-muted-foreground min-w-0 flex-1 truncate text-xs">
                {attempt.reason}
              </span>
              {attempt.is_final && attempts.length > 1 && (
                <span className="text-muted-foreground text-xs">counts</span>
              )}
            </Link>
          </li>
        )
      })}
    </ol>
  )
}
