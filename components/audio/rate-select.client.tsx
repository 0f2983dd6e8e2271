'use client'

const rates = [0.75, 1, 1.25, 1.5, 2]

export type RateSelectProps = { label: string; value: number; onChange: (rate: number) => void }

export function RateSelect({ label, value, onChange }: RateSelectProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      className="hover:bg-accent field-sizing-content h-7 shrink-0 rounded-md bg-transparent px-1 text-xs tabular-nums"
    >
      {rates.map((rate) => (
        <option key={rate} value={rate}>
          {rate}×
        </option>
      ))}
    </select>
  )
}
