'use client'

import { startReplayAction } from '#app/(dashboard)/replays/actions.ts'
import { JudgeAgain } from '#components/replays/judge-again.client.tsx'
import type { ReplayDialogProps } from '#components/replays/replay-dialog.client.tsx'

type JudgeStoredProps = Pick<
  ReplayDialogProps,
  'what' | 'settings' | 'validators' | 'mayApplyDraft'
> & { of: { run_id: string } | { execution_id: string } }

/** Has a run or an execution judged again, and goes to what would change. */
export function JudgeStored({ of, ...dialog }: JudgeStoredProps) {
  return <JudgeAgain {...dialog} onStart={(request) => startReplayAction({ ...request, ...of })} />
}
