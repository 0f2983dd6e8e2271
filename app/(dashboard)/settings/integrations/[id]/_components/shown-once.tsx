import type { ReactNode } from 'react'

import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.client.tsx'

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
      <div
        role="group"
        aria-label={label}
        className="bg-card flex items-start gap-1 rounded-md border p-1 pl-3"
      >
        <code className="min-w-0 flex-1 py-1.5 font-mono text-xs break-all">{value}</code>
        <CopyButton text={value} label={`Copy ${label.toLowerCase()}`} />
      </div>
      <Button variant="outline" size="sm" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  )
}
