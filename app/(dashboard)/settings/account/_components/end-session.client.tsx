'use client'

import { LogOut } from 'lucide-react'

import {
  endOtherSessionsAction,
  endSessionAction,
} from '#app/(dashboard)/settings/account/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'

export function EndSession({ id, client }: { id: string; client: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm" aria-label={`End the session of ${client}`}>
          End
        </Button>
      }
      title={`End the session of ${client}?`}
      description="It is signed out at once. Whoever sits there needs your password to come back."
      confirmLabel="End session"
      destructive
      onConfirm={() => endSessionAction(id)}
      done="The session has ended"
    />
  )
}

export function EndOtherSessions() {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm">
          <LogOut aria-hidden /> End all others
        </Button>
      }
      title="End all other sessions?"
      description="You are signed out at once everywhere but here. API tokens go on working."
      confirmLabel="End all others"
      destructive
      onConfirm={() => endOtherSessionsAction(null)}
      done={(ended) => (ended === 1 ? 'One session has ended' : `${ended} sessions have ended`)}
    />
  )
}
