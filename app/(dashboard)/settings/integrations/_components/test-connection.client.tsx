'use client'

import { PlugZap, Send } from 'lucide-react'

import { AskButton } from '#app/(dashboard)/settings/integrations/_components/ask-button.client.tsx'
import {
  checkConnectionAction,
  sendTestMessageAction,
} from '#app/(dashboard)/settings/integrations/actions.ts'

/** Asks the provider with the saved secrets. */
export function TestConnection({ id }: { id: string }) {
  return (
    <AskButton
      icon={<PlugZap aria-hidden />}
      label="Test"
      waiting="Asking with the saved secrets…"
      onAsk={() => checkConnectionAction(id)}
    />
  )
}

export function SendTestMessage({ id }: { id: string }) {
  return (
    <AskButton
      icon={<Send aria-hidden />}
      label="Send a test message"
      waiting="Sending…"
      onAsk={() => sendTestMessageAction(id)}
    />
  )
}
