'use client'

import Link from 'next/link'

import {
  HookSetupRows,
  Value,
} from '#app/(dashboard)/settings/integrations/_components/hook-setup-rows.tsx'
import { LocalWarning } from '#app/(dashboard)/settings/integrations/_components/local-warning.tsx'
import type { NewConnection } from '#app/(dashboard)/settings/integrations/new/_lib/new-connection.ts'
import { Button } from '#components/ui/button.tsx'

type ReceiveStepProps = {
  made: NewConnection
  /** secrets typed in the step before, by field */
  shared: Record<string, string>
  onNext: () => void
}

/** What to enter at the provider so that its events arrive. */
export function ReceiveStep({ made, shared, onNext }: ReceiveStepProps) {
  const secret = (field: string) => {
    const typed = shared[field]
    if (typed !== undefined)
      return (
        <>
          <Value text={typed} label="secret" copy />
          <span className="text-muted-foreground text-xs">Shown until you leave this page.</span>
        </>
      )
    return (
      <span className="text-muted-foreground">
        {made.stored.includes(field)
          ? 'The one that is stored; it is not shown again.'
          : 'None is set.'}
      </span>
    )
  }
  return (
    <div className="space-y-4">
      {made.isLocal && <LocalWarning />}
      {made.setup && <HookSetupRows setup={made.setup} secret={secret} />}
      <p className="text-muted-foreground text-sm text-pretty">
        Without a secret every delivery is refused. Lost it?{' '}
        <Link href={`/settings/integrations/${made.id}`} className="underline underline-offset-4">
          Rotate it on the connection&apos;s page
        </Link>
        .
      </p>
      <div className="flex justify-end">
        <Button onClick={onNext}>Go on to the test</Button>
      </div>
    </div>
  )
}
