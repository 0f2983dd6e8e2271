import { z } from 'zod'

import {
  itemStatuses,
  noiseKinds,
  runStatuses,
  searchAxes,
  searchOutcomes,
  verdicts,
} from '#db/enums.ts'

const searchFields = {
  case_id: z.uuid(),
  /** id or name */
  target: z.string().min(1).max(200),
  /** by default the first one that the case is written in */
  language: z.string().min(2).max(35).optional(),
  axis: z.enum(searchAxes),
  /** the easy end: SNR in dB, speed as a factor, share of lost packets */
  from: z.number().optional(),
  /** the hard end */
  to: z.number().optional(),
  /** the search ends when the robustness threshold is known to so much */
  tolerance: z.number().positive().optional(),
  /** times that each level is tried, each with other random numbers; the majority decides */
  repetitions: z.int().min(1).max(9).default(3),
  /** for the axis `snr` */
  noise: z.enum(noiseKinds).default('babble'),
  /** a device profile, by id or name, under whose conditions the search is made */
  device_profile: z.string().min(1).max(200).optional(),
}

export const StartSearchInput = z
  .strictObject(searchFields)
  .refine(({ repetitions }) => repetitions % 2 === 1, {
    path: ['repetitions'],
    message: 'must be odd, so that there is a majority',
  })
export type StartSearchInput = z.input<typeof StartSearchInput>

/** What a search does: all that its next step depends on. */
export const SearchPlan = z.object({
  from: z.number(),
  to: z.number(),
  tolerance: z.number(),
  repetitions: z.number().int(),
  noise: z.enum(noiseKinds),
  /** settings of the device profile under which it is made */
  base: z.record(z.string(), z.unknown()),
  base_name: z.string().nullable(),
})
export type SearchPlan = z.output<typeof SearchPlan>

export const StoredProbes = z.array(
  z.object({ level: z.number(), profile_ids: z.array(z.uuid()).min(1) }),
)
export type StoredProbes = z.output<typeof StoredProbes>

/** A case in which a robustness threshold can be looked for. */
export type CaseChoice = { id: string; name: string; suite: string; languages: string[] }

const ProbeView = z.object({
  level: z.number(),
  passed: z.number().int(),
  failed: z.number().int(),
  invalid: z.number().int(),
  open: z.number().int(),
  /** share of the judged ones that passed, with its 95 % interval after Wilson; null while none is judged */
  pass_rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** its items, each with its last execution */
  tries: z.array(
    z.object({
      execution_id: z.uuid().nullable(),
      status: z.enum(itemStatuses),
      verdict: z.enum(verdicts).nullable(),
    }),
  ),
})
export type ProbeView = z.output<typeof ProbeView>

const timestamp = z.iso.datetime()

export const SearchView = z.object({
  id: z.uuid(),
  run_id: z.uuid(),
  case: z.object({ id: z.uuid(), name: z.string(), suite_id: z.uuid() }),
  target: z.object({ id: z.uuid(), name: z.string() }),
  language: z.string(),
  axis: z.enum(searchAxes),
  plan: SearchPlan,
  status: z.enum(runStatuses),
  outcome: z.enum(searchOutcomes).nullable(),
  break_point: z.number().nullable(),
  passes_at: z.number().nullable(),
  fails_at: z.number().nullable(),
  /** why the search could not be carried out */
  failure_reason: z.string().nullable(),
  created_at: timestamp,
  finished_at: timestamp.nullable(),
})
export type SearchView = z.output<typeof SearchView>

/** A search with its curve, and the robustness thresholds that were found before of the same. */
export const SearchDetailView = SearchView.extend({
  /** from easy to hard */
  probes: z.array(ProbeView),
  trend: z.array(
    z.object({
      id: z.uuid(),
      finished_at: timestamp,
      break_point: z.number(),
      passes_at: z.number(),
      fails_at: z.number(),
    }),
  ),
})
export type SearchDetailView = z.output<typeof SearchDetailView>
