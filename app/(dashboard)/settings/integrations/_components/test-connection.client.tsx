'use client'

import { PlugZap, Send } from 'lucide-react'

import { AskButton } from '#app/(dashboard)/settings/integrations/_components/ask-button.client.tsx'
import {
  checkConnectionAction,
  sendTestMessageAction,
} from '#app/(dashboard)/settings/integrations/actions.ts'

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
