'use client'

import { useId } from 'react'

type WhatIfSliderProps = {
  label: string
  /** percent; above 100 is never */
  value: number
  min: number
  max: number
  step: number
  onChange: (value: number) => void
}

const shown = (value: number) => (value > 100 ? 'never' : `${Number(value.toFixed(2))} %`)

export function WhatIfSlider({ label, value, onChange, ...range }: WhatIfSliderProps) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <span className="flex items-baseline justify-between gap-2 text-sm">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <output htmlFor={id} className="tabular-nums">
          {shown(value)}
        </output>
      </span>
      <input
        id={id}
        type="range"
        className="accent-primary h-6 w-full"
        aria-valuetext={shown(value)}
        value={value}
        {...range}
        onChange={({ target }) => onChange(Number(target.value))}
      />
    </div>
  )
}
