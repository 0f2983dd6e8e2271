import type { Facts } from '#lib/insights/run/run-facts.ts'
import type { TwinCounts, TwinGroup } from '#lib/insights/run/schema.ts'
import { mcnemarExact } from '#lib/platform/statistics/exact-tests.ts'
import { pairedDifference } from '#lib/platform/statistics/intervals.ts'

function sum(facts: Pick<Facts, 'twin'>[]): TwinCounts {
  const of = (name: keyof TwinCounts) => facts.reduce((all, { twin }) => all + twin[name], 0)
  return {
    both_right: of('both_right'),
    recognition: of('recognition'),
    understanding: of('understanding'),
    lucky: of('lucky'),
    invalid_voice: of('invalid_voice'),
    invalid_text: of('invalid_text'),
    invalid_both: of('invalid_both'),
    unjudged: of('unjudged'),
  }
}

/**
 * The 2×2 table of a part of a run, and the ASR tax: the share right by text minus the share right by voice, over the
 * same pairs. A pair without a verdict on both sides is in the counts only.
 */
export function twinOf(facts: Pick<Facts, 'twin'>[]): Omit<TwinGroup, 'key' | 'label'> {
  const counts = sum(facts)
  const { both_right: both, recognition, understanding: none, lucky } = counts
  const n = both + recognition + none + lucky
  const tax = pairedDifference({ both, first: recognition, second: lucky, none })
  return {
    counts,
    n,
    voice_rate: n === 0 ? null : (both + lucky) / n,
    text_rate: n === 0 ? null : (both + recognition) / n,
    asr_tax: tax && { value: tax.difference, low: tax.low, high: tax.high },
    p_value: n === 0 ? null : mcnemarExact(recognition, lucky),
  }
}
