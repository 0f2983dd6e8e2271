'use client'

import { applyReplayAction, discardReplayAction } from '#app/(dashboard)/replays/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { formatQuantity } from '#lib/platform/format/share.ts'
import type { ReplaySummary } from '#lib/replays/schema.ts'

type ApplyReplayProps = { id: string; summary: ReplaySummary }

function consequences({ changed, contradicts_people: contrary }: ReplaySummary): string {
  return [
    `${formatQuantity(changed, 'execution gets a new judgement', 'executions get a new judgement')}; the old one is kept as a version, with why.`,
    'Decisions of people stay in force.',
    ...(contrary > 0
      ? [
          `Of ${formatQuantity(contrary, 'execution')} a person said otherwise: their verdict stays.`,
        ]
      : []),
    'The review queue, counts of runs and defects follow. It cannot be undone, but you may judge again by another policy.',
  ].join(' ')
}

export function ApplyReplay({ id, summary }: ApplyReplayProps) {
  return (
    <ConfirmDialog
      trigger={<Button>Apply</Button>}
      title="Apply the new judgements?"
      description={consequences(summary)}
      confirmLabel="Apply"
      onConfirm={() => applyReplayAction(id)}
    />
  )
}

export function DiscardReplay({ id }: { id: string }) {
  return (
    <ConfirmDialog
      trigger={<Button variant="outline">Discard</Button>}
      title="Discard this replay?"
      description="What it found is deleted, and every verdict stays as it is. You may judge again at any time."
      confirmLabel="Discard replay"
      destructive
      onConfirm={() => discardReplayAction(id)}
    />
  )
}
