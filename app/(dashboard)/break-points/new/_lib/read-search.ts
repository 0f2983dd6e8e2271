import {
  axisTexts,
  type Axis,
  type AxisRange,
  formatBetween,
  formatLevel,
} from '#components/robustness/axis-texts.ts'
import type { StartSearchInput } from '#lib/robustness/schema.ts'

/** What is typed, as it is typed; levels in our units. */
export type RangeText = { from: string; to: string; tolerance: string }

export type SearchValues = {
  case_id: string
  target: string
  language: string
  axis: Axis
  noise: NonNullable<StartSearchInput['noise']>
  /** of each axis, so that none is lost when another is looked at */
  ranges: Record<Axis, RangeText>
  repetitions: string
  device_profile: string
}

export type SearchErrors = Record<string, string>

const number = (text: string) => (text.trim() === '' ? NaN : Number(text.replace(',', '.')))

/** From our unit to the API's; binary fractions are rounded away. */
const toApi = (axis: Axis, text: string) =>
  Number((number(text) / axisTexts[axis].scale).toFixed(6))

function rangeErrors(
  axis: Axis,
  range: AxisRange,
  { from, to, tolerance }: Record<keyof RangeText, number>,
): SearchErrors {
  const errors: SearchErrors = {}
  for (const [field, level] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (!(level >= range.least && level <= range.most))
      errors[field] = `Must lie ${formatBetween(axis, range.least, range.most)}`
  if (from === to) errors['to'] ??= 'Must differ from where the search begins'
  if (!(tolerance >= range.step - 1e-9))
    errors['tolerance'] = `Must be at least ${formatLevel(axis, range.step)}`
  return errors
}

/** What a form holds, as the API takes it, or what is wrong with it by field. */
export function readSearch(
  values: SearchValues,
  axes: Record<Axis, AxisRange>,
): { input: StartSearchInput } | { errors: SearchErrors } {
  const { axis, ranges, noise, language, device_profile } = values
  const text = ranges[axis]
  const range = {
    from: toApi(axis, text.from),
    to: toApi(axis, text.to),
    tolerance: toApi(axis, text.tolerance),
  }
  const repetitions = number(values.repetitions)
  const errors = rangeErrors(axis, axes[axis], range)
  if (values.case_id === '') errors['case_id'] = 'Choose a case'
  if (values.target === '') errors['target'] = 'Choose a target'
  if (!(Number.isInteger(repetitions) && repetitions >= 1 && repetitions <= 9))
    errors['repetitions'] = 'Must be a whole number from 1 to 9'
  else if (repetitions % 2 === 0) errors['repetitions'] = 'Must be odd, so that there is a majority'
  if (Object.keys(errors).length > 0) return { errors }
  return {
    input: {
      case_id: values.case_id,
      target: values.target,
      axis,
      repetitions,
      ...range,
      ...(language !== '' && { language }),
      ...(axis === 'snr' && { noise }),
      ...(device_profile !== '' && { device_profile }),
    },
  }
}

/** The texts of a range in our units. */
export const rangeText = (
  axis: Axis,
  { from, to, tolerance }: Pick<AxisRange, 'from' | 'to' | 'tolerance'>,
): RangeText => {
  const text = (level: number) => String(Number((level * axisTexts[axis].scale).toFixed(6)))
  return { from: text(from), to: text(to), tolerance: text(tolerance) }
}

/** Levels that are tried at most: the two ends, then halves until the tolerance. */
export function mostLevels({
  from,
  to,
  tolerance,
}: Pick<AxisRange, 'from' | 'to' | 'tolerance'>): number {
  const halves = Math.ceil(Math.log2(Math.abs(to - from) / tolerance) - 1e-9)
  return 2 + Math.max(0, halves)
}
