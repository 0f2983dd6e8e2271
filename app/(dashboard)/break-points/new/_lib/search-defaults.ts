import { rangeText, type SearchValues } from '#app/(dashboard)/break-points/new/_lib/read-search.ts'
import type { Axis, AxisRange } from '#components/robustness/axis-texts.ts'
import { axisOf } from '#lib/robustness/axes.ts'
import type { SearchView } from '#lib/robustness/schema.ts'

const rangeOf = (axis: Axis): AxisRange => {
  const { from, to, tolerance, step, least, most } = axisOf(axis)
  return { from, to, tolerance, step, least, most }
}

export const axisRanges: Record<Axis, AxisRange> = {
  snr: rangeOf('snr'),
  speed: rangeOf('speed'),
  packet_loss: rangeOf('packet_loss'),
}

/** What the form holds at first; `like` is a search whose settings are taken over. */
export function searchDefaults(like: SearchView | null): SearchValues {
  const ranges = {
    snr: rangeText('snr', axisRanges.snr),
    speed: rangeText('speed', axisRanges.speed),
    packet_loss: rangeText('packet_loss', axisRanges.packet_loss),
  }
  const values: SearchValues = {
    ...{ case_id: '', target: '', language: '', axis: 'snr', noise: 'babble' },
    ...{ ranges, repetitions: '3', device_profile: '' },
  }
  if (!like) return values
  const { axis, plan, language, target } = like
  return {
    ...values,
    ...{ axis, language, target: target.id, noise: plan.noise },
    ranges: { ...ranges, [axis]: rangeText(axis, plan) },
    repetitions: String(plan.repetitions),
  }
}
