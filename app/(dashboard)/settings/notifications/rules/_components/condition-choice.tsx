import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'

const change = { value: 'change', label: 'On change' }

const ofRuns = [
  { ...change, detail: 'It fails, it is fixed, or another case fails than before.' },
  { value: 'failure', label: 'On failure', detail: 'Each time that it fails, also again.' },
  { value: 'always', label: 'Always', detail: 'Each time, also when all is well.' },
]

type ConditionChoiceProps = {
  register: ComponentProps<'input'>
  /** of the choice now */
  value: string
  /** false for what is a failure by itself: each time is each failure then */
  canSucceed: boolean
  className?: string
}

export function ConditionChoice({ register, value, canSucceed, className }: ConditionChoiceProps) {
  const ofFailures = [
    { ...change, detail: 'Another case fails than in the run before.' },
    {
      value: value === 'always' ? 'always' : 'failure',
      label: 'Each time',
      detail: 'Also when the same cases fail again.',
    },
  ]
  return (
    <fieldset className={cn('space-y-1.5', className)}>
      <legend className="text-sm leading-5 font-medium">When</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {(canSucceed ? ofRuns : ofFailures).map((choice) => (
          <label
            key={choice.label}
            className="border-control/70 has-checked:border-primary has-checked:bg-accent has-focus-visible:outline-ring flex gap-2 rounded-md border p-2.5 has-focus-visible:outline-2"
          >
            <input
              type="radio"
              className="accent-primary mt-0.5 size-4 shrink-0 outline-none"
              {...register}
              value={choice.value}
            />
            <span>
              <span className="block text-sm leading-5 font-medium">{choice.label}</span>
              <span className="text-muted-foreground block text-xs text-pretty">
                {choice.detail}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
