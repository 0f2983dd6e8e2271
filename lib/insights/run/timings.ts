import type { Facts } from '#lib/insights/run/run-facts.ts'
import type { TimingName, TimingsView } from '#lib/insights/run/schema.ts'
import { percentilesOf } from '#lib/platform/statistics/quantile.ts'

/** Percentiles of each timing over all executions of `facts`, in ms. */
export function timingsOf(facts: Facts[]): TimingsView {
  const of = (name: TimingName) => percentilesOf(facts.flatMap(({ timings }) => timings[name]))
  return {
    response_ms: of('response_ms'),
    connect_ms: of('connect_ms'),
    first_byte_out_ms: of('first_byte_out_ms'),
    last_byte_out_ms: of('last_byte_out_ms'),
    speech_end_ms: of('speech_end_ms'),
    first_partial_ms: of('first_partial_ms'),
    transcript_ms: of('transcript_ms'),
    first_byte_ms: of('first_byte_ms'),
    first_audio_ms: of('first_audio_ms'),
    done_ms: of('done_ms'),
  }
}
