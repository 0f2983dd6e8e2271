import type { ReactNode } from 'react'

import { CodeBlock } from '#components/ui/code-block.tsx'
import { CopyButton } from '#components/ui/copy-button.client.tsx'

export type HookSetupView = {
  where: string
  rows: { label: string; is: 'address' | 'secret' | 'text'; value: string }[]
  events: string[]
  snippet?: { label: string; code: string } | undefined
}

type HookSetupRowsProps = {
  setup: HookSetupView
  /** what stands for the secret of a field */
  secret: (field: string) => ReactNode
}

/** What to enter at the provider, as its own form asks it. */
export function HookSetupRows({ setup, secret }: HookSetupRowsProps) {
  return (
    <div className="@container min-w-0 space-y-3 text-sm">
      <p className="text-pretty">{setup.where}</p>
      <dl className="divide-y rounded-md border">
        {setup.rows.map(({ label, is, value }) => (
          <div
            key={label}
            className="grid gap-x-4 gap-y-1 px-3 py-2 @md:grid-cols-[11rem_minmax(0,1fr)]"
          >
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="min-w-0">
              {is === 'secret' ? (
                secret(value)
              ) : (
                <Value text={value} label={label} copy={is === 'address'} />
              )}
            </dd>
          </div>
        ))}
        {setup.events.length > 0 && (
          <div className="grid gap-x-4 gap-y-1 px-3 py-2 @md:grid-cols-[11rem_minmax(0,1fr)]">
            <dt className="text-muted-foreground">Events to tick</dt>
            <dd>
              <ul className="list-disc pl-4">
                {setup.events.map((event) => (
                  <li key={event}>{event}</li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
      {setup.snippet && <CodeBlock label={setup.snippet.label} code={setup.snippet.code} />}
    </div>
  )
}

/** A text to be entered elsewhere, with a button that copies it. */
export function Value({ text, label, copy }: { text: string; label: string; copy: boolean }) {
  if (!copy) return text
  return (
    <span className="flex items-start gap-1">
      <code className="min-w-0 flex-1 py-1 font-mono text-xs break-all">{text}</code>
      <CopyButton text={text} label={`Copy ${label}`} className="-my-1" />
    </span>
  )
}
