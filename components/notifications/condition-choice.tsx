import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'

const conditions = [
  {
    value: 'change',
    label: 'On change',
    detail: 'It broke, it is mended, or another case fails than before.',
  },
  { value: 'failure', label: 'On failure', detail: 'Each time that it fails, also again.' },
  { value: 'always', label: 'Always', detail: 'Each time, also when all is well.' },
] as const

type ConditionChoiceProps = { register: ComponentProps<'input'>; className?: string }

export function ConditionChoice({ register, className }: ConditionChoiceProps) {
  return (
    <fieldset className={cn('space-y-1.5', className)}>
      <legend className="text-sm leading-5 font-medium">When</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {conditions.map(({ value, label, detail }) => (
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
