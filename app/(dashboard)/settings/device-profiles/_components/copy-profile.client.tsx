'use client'

import { Copy } from 'lucide-react'

import { copyProfileAction } from '#app/(dashboard)/settings/device-profiles/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

type CopyProfileProps = { id: string; name: string; compact?: boolean }

/** Copies a profile and opens the copy. */
export function CopyProfile({ id, name, compact = false }: CopyProfileProps) {
  const { run, pending } = useAction(copyProfileAction, { refusals: 'toast' })
  return (
    <Button
      variant={compact ? 'ghost' : 'outline'}
      size={compact ? 'icon-sm' : 'md'}
      disabled={pending}
      onClick={() => void run(id)}
      {...(compact && { 'aria-label': `Copy ${name}` })}
    >
      {pending ? <Spinner /> : <Copy aria-hidden />} {!compact && 'Copy'}
    </Button>
  )
}
