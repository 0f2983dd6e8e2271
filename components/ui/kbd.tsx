import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="bg-muted text-muted-foreground inline-flex h-5 min-w-5 items-center justify-center rounded-[4px] border px-1 font-sans text-[0.6875rem] font-medium">
      {children}
    </kbd>
  )
}
