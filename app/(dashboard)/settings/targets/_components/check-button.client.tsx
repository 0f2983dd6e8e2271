'use client'

import { CheckTargetButton } from '#app/(dashboard)/settings/targets/_components/check-target-button.client.tsx'
import { checkTargetAction } from '#app/(dashboard)/settings/targets/actions.ts'

/** Asks a target as it is saved. */
export function CheckButton({ targetId }: { targetId: string }) {
  return <CheckTargetButton onCheck={() => checkTargetAction(targetId)} />
}
