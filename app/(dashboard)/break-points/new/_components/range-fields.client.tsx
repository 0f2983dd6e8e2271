'use client'

import type { RangeText, SearchErrors } from '#app/(dashboard)/break-points/new/_lib/read-search.ts'
import {
  axisTexts,
  type Axis,
  type AxisRange,
  formatLevel,
} from '#components/robustness/axis-texts.ts'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

type RangeFieldsProps = {
  axis: Axis
  range: AxisRange
  value: RangeText
  onChange: (value: RangeText) => void
  errors: SearchErrors
}

/** From where to where, and how fine, in the units of the axis. */
export function RangeFields({ axis, range, value, onChange, errors }: RangeFieldsProps) {
  const { unit } = axisTexts[axis]
  const fields = [
    { name: 'from', label: 'From, easy', usual: range.from },
    { name: 'to', label: 'To, hard', usual: range.to },
    { name: 'tolerance', label: 'Precision', usual: range.tolerance },
  ] as const
  return (
    <div className="grid gap-4 sm:col-span-2 sm:grid-cols-3">
      {fields.map(({ name, label, usual }) => (
        <Field
          key={name}
          label={`${label} (${unit})`}
          hint={`Usually ${formatLevel(axis, usual)}.`}
          error={errors[name]}
        >
          {(aria) => (
            <Input
              {...aria}
              inputMode="decimal"
              value={value[name]}
              onChange={({ target }) => onChange({ ...value, [name]: target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
