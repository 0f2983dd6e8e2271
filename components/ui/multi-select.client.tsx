'use client'

import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'

import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Input } from '#components/ui/input.tsx'
import { Popover } from '#components/ui/popover.client.tsx'

export type Option = { value: string; label: string; detail?: string }
export type MultiSelectProps = {
  label: string
  options: Option[]
  value: string[]
  onChange: (value: string[]) => void
  /** shown while nothing is chosen */
  placeholder: string
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

/** A popover of checkboxes, with a filter once the list is long. */
export function MultiSelect({
  label,
  options,
  value,
  onChange,
  placeholder,
  ...control
}: MultiSelectProps) {
  const [filter, setFilter] = useState('')
  const group = useId()
  const wanted = filter.trim().toLowerCase()
  const shown = options.filter((option) => option.label.toLowerCase().includes(wanted))
  const chosen = options.filter((option) => value.includes(option.value))
  const toggle = (option: string) =>
    onChange(value.includes(option) ? value.filter((one) => one !== option) : [...value, option])

  return (
    <Popover
      className="w-(--radix-popover-trigger-width) min-w-60 p-0"
      trigger={
        <Button
          // A plain button can neither be required nor invalid.
          role="combobox"
          variant="outline"
          className="border-control/70 aria-invalid:border-failed-mark w-full justify-between font-normal"
          {...control}
        >
          <span className={chosen.length === 0 ? 'text-muted-foreground' : 'truncate'}>
            {chosen.length === 0 && placeholder}
            {chosen.length > 3
              ? `${chosen.length} chosen`
              : chosen.map((option) => option.label).join(', ')}
          </span>
          <ChevronDown className="opacity-60" aria-hidden />
        </Button>
      }
    >
      {options.length > 8 && (
        <div className="bg-popover sticky top-0 border-b p-2">
          <Input
            type="search"
            aria-label={`Filter ${label}`}
            placeholder="Filter…"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </div>
      )}
      {options.length > 2 && (
        <div className="flex gap-1 border-b p-1">
          <Button
            variant="ghost"
            size="sm"
            disabled={shown.every((option) => value.includes(option.value))}
            onClick={() => onChange([...new Set([...value, ...shown.map((one) => one.value)])])}
          >
            Select all
          </Button>
          <Button
            variant="ghost"
            size="sm"
            disabled={value.length === 0}
            onClick={() => onChange([])}
          >
            Select none
          </Button>
        </div>
      )}
      <div role="group" aria-label={label} className="p-1">
        {shown.map((option) => (
          <label
            key={option.value}
            htmlFor={`${group}-${option.value}`}
            className="hover:bg-accent flex min-h-8 items-center gap-2.5 rounded-md px-2 py-1 text-sm"
          >
            <Checkbox
              id={`${group}-${option.value}`}
              checked={value.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.detail && (
              <span className="text-muted-foreground text-xs">{option.detail}</span>
            )}
          </label>
        ))}
        {shown.length === 0 && (
          <p className="text-muted-foreground p-2 text-sm">Nothing matches.</p>
        )}
      </div>
    </Popover>
  )
}
