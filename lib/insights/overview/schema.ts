import { z } from 'zod'

import { RunView } from '#lib/runs/schema.ts'

/** One day of the pass-rate chart; `day` is a UTC date. */
export const DayView = z.object({
  day: z.iso.date(),
  passed: z.number().int(),
  failed: z.number().int(),
  invalid: z.number().int(),
  /** passed ÷ (passed + failed); null on a day without judgement: invalid ones never enter it */
  pass_rate: z.number().nullable(),
  p50_response_ms: z.number().nullable(),
  p95_response_ms: z.number().nullable(),
})
export type DayView = z.output<typeof DayView>

export const OverviewView = z.object({
  days: z.array(DayView),
  totals: DayView.omit({ day: true }).extend({ passed_after_retry: z.number().int() }),
  open_reviews: z.number().int(),
  active_runs: z.number().int(),
  workers: z.object({ alive: z.number().int(), in_flight: z.number().int() }),
  latest_runs: z.array(RunView),
})
export type OverviewView = z.output<typeof OverviewView>
