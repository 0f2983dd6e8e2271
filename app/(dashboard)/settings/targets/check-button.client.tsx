'use client'

import { checkTargetAction } from '#app/(dashboard)/settings/targets/actions.ts'
import { CheckTargetButton } from '#components/targets/check-target-button.client.tsx'

export function CheckButton({ targetId }: { targetId: string }) {
  const check = async () => {
    const result = await checkTargetAction(targetId)
    return result.ok ? result.data : { ok: false, latency_ms: null, detail: result.message }
  }
  return <CheckTargetButton onCheck={check} />
}
