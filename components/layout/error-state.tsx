import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type ErrorStateProps = {
  title: string
  /** what went wrong, in words a person can act on */
  message: string
  /** for support: an error digest or request id */
  reference?: string | undefined
  action?: ReactNode
}

export function ErrorState({ title, message, reference, action }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className="border-failed-mark/40 bg-failed-soft/50 flex flex-col items-start gap-3 rounded-lg border p-5"
    >
      <div className="flex gap-3">
        <CircleAlert className="text-failed mt-0.5 size-5 shrink-0" aria-hidden />
        <div className="space-y-1">
          <p className="font-medium">{title}</p>
          <p className="text-sm text-pretty">{message}</p>
          {reference && (
            <p className="text-muted-foreground font-mono text-xs">Reference {reference}</p>
          )}
        </div>
      </div>
      {action && <div className="flex flex-wrap gap-2 pl-8">{action}</div>}
    </div>
  )
}
