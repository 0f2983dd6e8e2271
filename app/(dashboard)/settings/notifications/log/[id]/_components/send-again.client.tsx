'use client'

import { Send } from 'lucide-react'
import { useTransition } from 'react'

import { resendNotificationAction } from '#app/(dashboard)/settings/notifications/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { toast } from '#components/ui/toast.client.ts'
import type { NotificationView } from '#lib/notifications/schema.ts'

type SendAgainProps = { id: string; status: NotificationView['status']; to: string }

const queued = 'It is on its way; this page tells how it ended'

/** Asks first where it could arrive a second time. */
export function SendAgain({ id, status, to }: SendAgainProps) {
  const [pending, startTransition] = useTransition()
  if (status === 'sending') return null
  if (status === 'unconfirmed' || status === 'sent')
    return <AskFirst id={id} status={status} to={to} />
  const send = () =>
    startTransition(async () => {
      const result = await resendNotificationAction(id)
      if (result.ok) toast.success(queued)
      else toast.error(result.message)
    })
  return (
    <Button disabled={pending} onClick={send}>
      {pending ? <Spinner /> : <Send aria-hidden />}
      {status === 'dead' ? 'Send again' : 'Send now'}
    </Button>
  )
}

function AskFirst({ id, status, to }: SendAgainProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant={status === 'sent' ? 'outline' : 'primary'}>
          <Send aria-hidden /> Send again
        </Button>
      }
      title="Send it again?"
      description={
        status === 'sent'
          ? `${to} has it already and may show it twice.`
          : `Nobody knows whether it arrived. Look there first: if it did, ${to} may show it twice.`
      }
      confirmLabel="Send again"
      onConfirm={async () => {
        const result = await resendNotificationAction(id)
        if (result.ok) toast.success(queued)
        return result.ok ? undefined : result.message
      }}
    />
  )
}
