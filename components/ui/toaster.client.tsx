'use client'

import { CircleAlert, CircleCheck, Info, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useTheme } from 'next-themes'
import { Toaster as Sonner } from 'sonner'

const icons = {
  success: <CircleCheck className="text-passed size-4" aria-hidden />,
  error: <CircleAlert className="text-failed size-4" aria-hidden />,
  warning: <TriangleAlert className="text-invalid size-4" aria-hidden />,
  info: <Info className="text-running size-4" aria-hidden />,
  loading: <LoaderCircle className="size-4 animate-spin" aria-hidden />,
}

/** Where `toast(…)` messages appear; mounted once. */
export function Toaster() {
  const { resolvedTheme } = useTheme()
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      // Not at the bottom: bars with buttons stand there.
      position="top-center"
      icons={icons}
      closeButton
      toastOptions={{
        classNames: {
          // A dialog takes the pointer from all that is outside of it.
          toast:
            'pointer-events-auto! bg-popover! text-popover-foreground! border-border! rounded-lg! font-sans!',
          description: 'text-muted-foreground!',
        },
      }}
    />
  )
}
