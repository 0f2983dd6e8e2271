import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'

const modes = [
  { value: 'voice', label: 'Voice', detail: 'Speaks each turn and listens.' },
  { value: 'text', label: 'Text', detail: 'Types it: quick, no audio.' },
  {
    value: 'twin',
    label: 'Twin',
    detail: 'Both, to separate errors in speech recognition from errors in understanding.',
  },
] as const

export type ModeChoiceProps = { register: ComponentProps<'input'>; className?: string }

export function ModeChoice({ register, className }: ModeChoiceProps) {
  return (
    <fieldset className={cn('space-y-1.5', className)}>
      <legend className="text-sm leading-5 font-medium">Mode</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {modes.map(({ value, label, detail }) => (
          <label
            key={value}
            className="border-control/70 has-checked:border-primary has-checked:bg-accent has-focus-visible:outline-ring flex gap-2 rounded-md border p-2.5 has-focus-visible:outline-2"
          >
            <input
              type="radio"
              value={value}
              className="accent-primary mt-0.5 size-4 shrink-0 outline-none"
              {...register}
            />
            <span>
              <span className="block text-sm leading-5 font-medium">{label}</span>
              <span className="text-muted-foreground block text-xs text-pretty">{detail}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
