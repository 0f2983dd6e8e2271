import type { ReactNode } from 'react'

import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'

type ShownOnceProps = {
  /** what it is, and where it belongs */
  children: ReactNode
  label: string
  value: string
  onDone: () => void
}

/** A secret that was just made: to be copied now, never to be seen again. */
export function ShownOnce({ children, label, value, onDone }: ShownOnceProps) {
  return (
    <div role="status" className="bg-running-soft min-w-0 space-y-2 rounded-lg p-3 text-sm">
      <p className="text-pretty">{children} Copy it now: it is not shown again.</p>
      <CodeBlock label={label} code={value} className="bg-card" />
      <Button variant="outline" size="sm" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  )
}
