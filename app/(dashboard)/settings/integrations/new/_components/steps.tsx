import { Check } from 'lucide-react'

import { cn } from '#components/ui/cn.ts'

const names = {
  choose: 'Choose',
  settings: 'Settings',
  receive: 'Send events here',
  test: 'Test',
} as const
export type StepName = keyof typeof names
const order: StepName[] = ['choose', 'settings', 'receive', 'test']

/** Where one is on the way; only what receives events is told where to send them. */
export function Steps({ current, receives }: { current: StepName; receives: boolean }) {
  const steps = order.filter((step) => step !== 'receive' || receives)
  const at = steps.indexOf(current)
  return (
    <ol className="mb-5 flex flex-wrap gap-x-5 gap-y-2 text-sm" aria-label="Steps">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? 'step' : undefined}
          className={cn(
            'base:text-muted-foreground flex items-center gap-2',
            index === at && 'text-foreground font-medium',
          )}
        >
          <span
            className={cn(
              'grid size-5 place-items-center rounded-full border text-xs tabular-nums [&_svg]:size-3',
              index === at && 'bg-primary text-primary-foreground border-primary',
            )}
          >
            {index < at ? <Check aria-label="done" /> : index + 1}
          </span>
          {names[step]}
        </li>
      ))}
    </ol>
  )
}
