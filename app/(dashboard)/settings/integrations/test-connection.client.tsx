'use client'

import { PlugZap, Send } from 'lucide-react'

import {
  checkConnectionAction,
  sendTestMessageAction,
} from '#app/(dashboard)/settings/integrations/actions.ts'
import { AskButton } from '#components/integrations/ask-button.client.tsx'

/** Asks the provider with the saved secrets. */
export function TestConnection({ id }: { id: string }) {
  const ask = async () => {
    const result = await checkConnectionAction(id)
    return result.ok ? result.data : { ok: false, detail: result.message }
  }
  return (
    <AskButton
      icon={<PlugZap aria-hidden />}
      label="Test"
      waiting="Asking with the saved secrets…"
      onAsk={ask}
    />
  )
}

export function SendTestMessage({ id }: { id: string }) {
  const ask = async () => {
    const result = await sendTestMessageAction(id)
    return result.ok ? result.data : { ok: false, detail: result.message }
  }
  return (
    <AskButton
      icon={<Send aria-hidden />}
      label="Send a test message"
      waiting="Sending…"
      onAsk={ask}
    />
  )
}
