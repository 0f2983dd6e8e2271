'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'

import { CurveChart } from '#app/(dashboard)/settings/validation-policy/_components/curve-chart.client.tsx'
import { LoadTable } from '#app/(dashboard)/settings/validation-policy/_components/load-table.tsx'
import { WhatIfSlider } from '#app/(dashboard)/settings/validation-policy/_components/what-if-slider.client.tsx'
import { withQueries } from '#components/api/queries.client.tsx'
import { read } from '#components/api/read.client.ts'
import { Button } from '#components/ui/button.tsx'
import { StatTile } from '#components/ui/stat-tile.tsx'
import { formatCount, formatQuantity } from '#lib/platform/format/share.ts'
import type { CurveView } from '#lib/policies/schema.ts'

/** In percent, as the sliders move. */
type Asked = { pass: number; fail: number; audits: number; accuracy: number }

type WhatIfProps = {
  /** by the policy in force */
  initial: CurveView
  inForce: Asked
  query: { suite_id?: string; case_id?: string }
}

const share = (percent: number) => String(Math.round(percent * 1_000) / 100_000)

function addressOf({ pass, fail, audits, accuracy }: Asked, query: WhatIfProps['query']): string {
  const asked = {
    auto_pass_confidence: share(pass),
    auto_fail_confidence: share(fail),
    audit_share: share(audits),
    accuracy: share(accuracy),
  }
  return `/api/v1/policies/curve?${new URLSearchParams({ ...query, ...asked })}`
}

const loadCurve = async () => (await import('#lib/policies/schema.ts')).CurveView

/** A value once it has rested for a moment: a slider on its way asks nothing. */
function useDebounced<T>(value: T): T {
  const [debounced, setDebounced] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), 200)
    return () => clearTimeout(timer)
  }, [value])
  return debounced
}

const automatic = ({ auto_pass, auto_fail }: CurveView['now']) => auto_pass + auto_fail
const whole = (value: number) => formatCount(Math.round(value))

/** `12` or, when it moves, `12 → 30`. */
const moved = (before: string, after: string) => (before === after ? after : `${before} → ${after}`)

function nextStep({ next, needed }: CurveView): { value: string; detail: string } {
  if (next)
    return {
      value: formatQuantity(next.reviews, 'review'),
      detail: `without an error, until the next band is earned (${next.verdict}, ${next.band.split(' | ')[1] ?? ''})`,
    }
  return needed === null
    ? { value: 'Never', detail: 'No number of reviews proves that nothing is wrong.' }
    : {
        value: formatQuantity(needed, 'review'),
        detail: 'without an error, for a band that begins now',
      }
}

function Outcomes({ curve }: { curve: CurveView }) {
  const { now, what_if: then } = curve
  const step = nextStep(curve)
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <StatTile
        label="Until the next step"
        value={<span className="text-xl">{step.value}</span>}
        detail={step.detail}
      />
      <StatTile
        label="Reviews a week"
        value={
          <span className="text-xl">
            {moved(whole(now.reviews_a_week), whole(then.reviews_a_week))}
          </span>
        }
        detail={`${moved(formatCount(now.manual_review), formatCount(then.manual_review))} verdicts of ${formatQuantity(curve.days, 'day')} go to people, audits aside`}
      />
      <StatTile
        label="Verdicts without a person"
        value={
          <span className="text-xl">
            {moved(formatCount(automatic(now)), formatCount(automatic(then)))}
          </span>
        }
        detail={`of ${formatQuantity(curve.decisions, 'verdict')} in ${formatQuantity(curve.days, 'day')}`}
      />
    </div>
  )
}

function WhatIfContent({ initial, inForce, query }: WhatIfProps) {
  const id = useId()
  const [asked, setAsked] = useState(inForce)
  const debounced = useDebounced(asked)
  const isAsked = JSON.stringify(debounced) !== JSON.stringify(inForce)
  const { data, isFetching, isError } = useQuery({
    queryKey: ['policies', 'curve', query, debounced],
    queryFn: ({ signal }) => read(addressOf(debounced, query), loadCurve, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const curve = isAsked ? (data ?? initial) : initial
  const change = (part: Partial<Asked>) => setAsked({ ...asked, ...part })
  return (
    <div className="space-y-5">
      <CurveChart
        sides={curve.sides}
        decisions={curve.decisions}
        promise={Math.max(0, Math.round((1 - asked.accuracy / 100) * 1e6) / 1e6)}
      />
      <div role="group" aria-labelledby={id} className="space-y-3 border-t pt-4">
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
          <h3 id={id} className="text-sm font-semibold">
            What if
          </h3>
          {isAsked && (
            <Button variant="ghost" size="sm" onClick={() => setAsked(inForce)}>
              Back to what is in force
            </Button>
          )}
        </div>
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
          <WhatIfSlider
            label="Pass without a person from"
            value={asked.pass}
            {...{ min: 50, max: 101, step: 1 }}
            onChange={(pass) => change({ pass })}
          />
          <WhatIfSlider
            label="Fail without a person from"
            value={asked.fail}
            {...{ min: 50, max: 101, step: 1 }}
            onChange={(fail) => change({ fail })}
          />
          <WhatIfSlider
            label="Blind audits"
            value={asked.audits}
            {...{ min: 0, max: 50, step: 0.5 }}
            onChange={(audits) => change({ audits })}
          />
          <WhatIfSlider
            label="Promised to be right"
            value={asked.accuracy}
            {...{ min: 95, max: 100, step: 0.05 }}
            onChange={(accuracy) => change({ accuracy })}
          />
        </div>
        <div aria-live="polite" aria-busy={isFetching} className="space-y-3">
          {isError ? (
            <p className="text-failed text-sm">
              The numbers could not be loaded. Move a slider to try again.
            </p>
          ) : (
            <>
              <Outcomes curve={curve} />
              <p className="text-muted-foreground text-sm">
                {!isAsked
                  ? 'Move a slider to see what would change. Nothing is saved here.'
                  : curve.moves.length === 0
                    ? 'Nothing would change.'
                    : `What would move: ${curve.moves.join('; ')}.`}
              </p>
            </>
          )}
        </div>
      </div>
      <LoadTable load={curve.load} />
    </div>
  )
}

/** The curve, and what would be different with other numbers; nothing is saved here. */
export const WhatIf = withQueries(WhatIfContent)
