import { ArrowRight } from 'lucide-react'

import { changeText } from '#components/policies/setting-texts.ts'
import type { PolicyChange } from '#lib/policies/schema.ts'

type ChangesListProps = { label: string; changes: PolicyChange[]; none: string }

/** Settings that differ: what each was, and what it became. */
export function ChangesList({ label, changes, none }: ChangesListProps) {
  if (changes.length === 0) return <p className="text-muted-foreground text-sm">{none}</p>
  return (
    <dl aria-label={label} className="bg-muted/60 divide-y rounded-md border text-[0.8125rem]">
      {changes.map((change) => {
        const { label: setting, before, after } = changeText(change)
        return (
          <div key={change.path} className="flex flex-wrap gap-x-3 gap-y-0.5 px-3 py-1.5">
            <dt className="text-muted-foreground min-w-0 flex-[1_1_11rem]">{setting}</dt>
            <dd className="flex min-w-0 flex-[1_1_12rem] flex-wrap items-center gap-x-1.5">
              <span className="sr-only">before: </span>
              <span className="break-words">{before}</span>
              <ArrowRight className="text-muted-foreground size-3.5 shrink-0" aria-hidden />
              <span className="sr-only">after: </span>
              <span className="font-medium break-words">{after}</span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
