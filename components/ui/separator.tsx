import { cn } from './cn.ts'

export function Separator({ className, vertical }: { className?: string; vertical?: boolean }) {
  return (
    <div
      role="separator"
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      className={cn('bg-border shrink-0', vertical ? 'h-full w-px' : 'h-px w-full', className)}
    />
  )
}
