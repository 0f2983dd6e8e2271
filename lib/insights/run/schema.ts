import { z } from 'zod'

import { runModes } from '#db/enums.ts'

/** What a run can be looked at by. `voice` is the one the case's language settings name. */
export const dimensions = ['language', 'device_profile', 'voice', 'case'] as const
export type Dimension = (typeof dimensions)[number]

const Dimensions = z
  .string()
  .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))])
  .pipe(z.array(z.enum(dimensions)).min(1))

/** Query of `GET /api/v1/runs/{id}/analysis`. */
export const RunAnalysisQuery = z.strictObject({
  by: Dimensions.default(['language', 'device_profile', 'voice']),
  /** fewest judged executions from which a slice is compared with the rest */
  min_sample: z.coerce.number().int().min(1).max(1_000).default(5),
})
export type RunAnalysisQuery = z.output<typeof RunAnalysisQuery>

const count = z.number().int()
const milliseconds = z.number().nullable()

/** ms, to 0.1; null where there are too few values to tell */
const PercentilesView = z.object({
  n: count,
  p50: milliseconds,
  p90: milliseconds,
  p95: milliseconds,
  p99: milliseconds,
  min: milliseconds,
  max: milliseconds,
})
export type PercentilesView = z.output<typeof PercentilesView>

/** All but `response_ms` count from the start of the turn. */
export const timingNames = [
  'response_ms',
  'connect_ms',
  'first_byte_out_ms',
  'last_byte_out_ms',
  'speech_end_ms',
  'first_partial_ms',
  'transcript_ms',
  'first_byte_ms',
  'first_audio_ms',
  'done_ms',
] as const
export type TimingName = (typeof timingNames)[number]

const TimingsView = z.record(z.enum(timingNames), PercentilesView)
export type TimingsView = z.output<typeof TimingsView>

/** A part of the run: all of it, or what one value of a dimension holds. `key` null: none, e.g. no device profile. */
const Part = z.object({ key: z.string().nullable(), label: z.string() })

const LatencyGroup = Part.extend({ timings: TimingsView })
export type LatencyGroup = z.output<typeof LatencyGroup>

/** What pairs of a spoken and a written execution came to. */
export const TwinCounts = z.object({
  /** right by voice and by text */
  both_right: count,
  /** right by text only: heard wrong */
  recognition: count,
  /** wrong either way */
  understanding: count,
  /** right by voice only */
  lucky: count,
  /** pairs that allow no comparison, by the side whose evidence is missing */
  invalid_voice: count,
  invalid_text: count,
  invalid_both: count,
  /** held before the text side was judged; judging again fills them in */
  unjudged: count,
})
export type TwinCounts = z.output<typeof TwinCounts>

/** Shares 0..1; `asr_tax` is text minus voice with its 95 % interval. */
const TwinGroup = Part.extend({
  counts: TwinCounts,
  /** pairs judged on both sides */
  n: count,
  voice_rate: z.number().nullable(),
  text_rate: z.number().nullable(),
  asr_tax: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** that voice and text fail equally often (McNemar, exact, two-sided) */
  p_value: z.number().nullable(),
})
export type TwinGroup = z.output<typeof TwinGroup>

const SliceCounts = z.object({
  language: z.string(),
  voice: z.string().nullable(),
  device_profile: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  passed: count,
  failed: count,
  invalid: count,
})
export type SliceCounts = z.output<typeof SliceCounts>

const SliceView = SliceCounts.extend({
  /** passed and failed; invalid ones are counted apart */
  n: count,
  /** 0..1, with its 95 % interval */
  pass_rate: z.number().nullable(),
  low: z.number(),
  high: z.number(),
  /** enough executions to be compared */
  enough: z.boolean(),
  /** pass rate of all other slices together, 0..1 */
  rest_rate: z.number().nullable(),
  /** that the slice is like the rest (Fisher, exact, two-sided), and corrected for the number of slices */
  p_value: z.number().nullable(),
  adjusted_p_value: z.number().nullable(),
  /** worse than the rest by more than chance */
  finding: z.boolean(),
})
export type SliceView = z.output<typeof SliceView>

const byDimension = <T extends z.ZodType>(group: T) =>
  z.partialRecord(z.enum(dimensions), z.object({ groups: z.array(group), left_off: count }))

export const RunAnalysisView = z.object({
  run_id: z.uuid(),
  mode: z.enum(runModes),
  passed: count,
  failed: count,
  invalid: count,
  latency: z.object({
    /** not in the figures: a request was repeated */
    repeated: count,
    all: TimingsView,
    by: byDimension(LatencyGroup),
  }),
  /** null unless the run was held by voice and by text */
  twin: z.object({ all: TwinGroup, by: byDimension(TwinGroup) }).nullable(),
  slices: z.object({
    min_sample: count,
    /** share of findings that are expected to be chance */
    false_discovery_rate: z.number(),
    rows: z.array(SliceView),
  }),
})
export type RunAnalysisView = z.output<typeof RunAnalysisView>

/** What is kept of an ended run: by every dimension, and its slices before they are compared. */
export const KeptAnalysis = RunAnalysisView.omit({ run_id: true, mode: true, slices: true }).extend(
  {
    slices: z.array(SliceCounts),
  },
)
export type KeptAnalysis = z.output<typeof KeptAnalysis>
