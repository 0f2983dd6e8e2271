'use client'

import { CheckTargetButton } from '#app/(dashboard)/settings/targets/_components/check-target-button.client.tsx'
import { checkTargetAction } from '#app/(dashboard)/settings/targets/actions.ts'

export function CheckButton({ targetId }: { targetId: string }) {
  const check = async () => {
    const result = await checkTargetAction(targetId)
    return result.ok ? result.data : { ok: false, latency_ms: null, detail: result.message }
  }
  return <CheckTargetButton onCheck={check} />
}
