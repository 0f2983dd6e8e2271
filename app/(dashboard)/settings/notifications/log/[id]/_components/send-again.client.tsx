'use client'

import { Send } from 'lucide-react'

import { resendNotificationAction } from '#app/(dashboard)/settings/notifications/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import type { NotificationView } from '#lib/notifications/schema.ts'

type SendAgainProps = { id: string; status: NotificationView['status']; to: string }

const queued = 'It is being sent; this page shows the result'

/** Asks first where it could arrive a second time. */
export function SendAgain({ id, status, to }: SendAgainProps) {
  const { run, pending } = useAction(resendNotificationAction, { done: queued, refusals: 'toast' })
  if (status === 'sending') return null
  if (status === 'unconfirmed' || status === 'sent')
    return <AskFirst id={id} status={status} to={to} />
  return (
    <Button disabled={pending} onClick={() => void run(id)}>
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
          : `It is not known whether it arrived. If it did, ${to} may show it twice: look there first.`
      }
      confirmLabel="Send again"
      onConfirm={() => resendNotificationAction(id)}
      done={queued}
    />
  )
}
