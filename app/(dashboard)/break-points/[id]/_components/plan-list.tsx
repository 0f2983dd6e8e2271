import type { ReactNode } from 'react'
import Link from 'next/link'

import { axisWords, formatLevel, formatNumber } from '#components/robustness/axis-texts.ts'
import { languageName } from '#lib/platform/format/language-name.ts'
import type { SearchView } from '#lib/robustness/schema.ts'

/** What was searched, in words. */
export function PlanList({ search }: { search: SearchView }) {
  const { axis, plan, target, language } = search
  const facts: [string, ReactNode][] = [
    [
      'Case',
      <Link
        key="case"
        href={`/suites/${search.case.suite_id}/cases/${search.case.id}`}
        className="text-primary underline-offset-4 hover:underline"
      >
        {search.case.name}
      </Link>,
    ],
    ['Target', target.name],
    ['Language', `${languageName(language)}, ${language}`],
    ['Harder by', axisWords(search)],
    ['Levels', `from ${formatNumber(axis, plan.from)} to ${formatLevel(axis, plan.to)}`],
    ['Precision', formatLevel(axis, plan.tolerance)],
    [
      'Attempts per level',
      plan.repetitions === 1 ? '1' : `${plan.repetitions}, the majority decides`,
    ],
    ['Device profile', plan.base_name ?? 'none: as it was spoken'],
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
