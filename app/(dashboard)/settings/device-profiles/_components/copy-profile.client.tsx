'use client'

import { Copy } from 'lucide-react'
import { useTransition } from 'react'

import { copyProfileAction } from '#app/(dashboard)/settings/device-profiles/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { toast } from '#components/ui/toast.client.ts'

type CopyProfileProps = { id: string; name: string; compact?: boolean }

/** Copies a profile and opens the copy. */
export function CopyProfile({ id, name, compact = false }: CopyProfileProps) {
  const [pending, startTransition] = useTransition()
  const copy = () =>
    startTransition(async () => {
      const result = await copyProfileAction(id)
      if (!result.ok) toast.error(result.message)
    })
  return (
    <Button
      variant={compact ? 'ghost' : 'outline'}
      size={compact ? 'icon-sm' : 'md'}
      disabled={pending}
      onClick={copy}
      {...(compact && { 'aria-label': `Copy ${name}` })}
    >
      {pending ? <Spinner /> : <Copy aria-hidden />} {!compact && 'Copy'}
    </Button>
  )
}
