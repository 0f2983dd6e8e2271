import { formatLevel } from '#components/robustness/axis-texts.ts'
import { resultOf } from '#components/robustness/result-words.ts'
import { Card, CardBody } from '#components/ui/card.tsx'
import type { SearchDetailView } from '#lib/robustness/schema.ts'

/** `Level 4, 12 dB SNR: 2 of 3 judged.` while a level is being tried. */
function progressOf({ axis, probes, status }: SearchDetailView): string | null {
  const current = probes.find(({ open }) => open > 0)
  if (!current || (status !== 'queued' && status !== 'running')) return null
  const judged = current.tries.length - current.open
  return `Level ${probes.length}, ${formatLevel(axis, current.level)}: ${judged} of ${current.tries.length} judged.`
}

/** The number, or why there is none, and what follows from it. */
export function ResultCard({ search }: { search: SearchDetailView }) {
  const { headline, next } = resultOf(search)
  return (
    <Card>
      <CardBody aria-live="polite">
        <p className="text-2xl leading-8 font-semibold tracking-tight tabular-nums">{headline}</p>
        <p className="text-muted-foreground mt-1 max-w-prose text-sm text-pretty">
          {progressOf(search) ?? next}
        </p>
      </CardBody>
    </Card>
  )
}
