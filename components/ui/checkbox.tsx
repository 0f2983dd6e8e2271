import { Check } from 'lucide-react'
import type { ComponentProps } from 'react'

import { cn } from '#components/ui/cn.ts'

export function Checkbox({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <span className={cn('relative inline-grid size-4 shrink-0 place-items-center', className)}>
      <input
        type="checkbox"
        className="peer border-control bg-card checked:border-primary checked:bg-primary size-4 appearance-none rounded-[4px] border shadow-xs disabled:opacity-50"
        {...props}
      />
      <Check
        className="text-primary-foreground pointer-events-none absolute size-3 opacity-0 peer-checked:opacity-100"
        strokeWidth={3}
        aria-hidden
      />
    </span>
  )
}
