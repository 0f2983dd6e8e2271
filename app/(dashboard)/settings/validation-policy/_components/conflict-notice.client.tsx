'use client'

import { TriangleAlert } from 'lucide-react'

import { ChangesList } from '#components/policies/changes-list.tsx'
import { Button } from '#components/ui/button.tsx'
import type { PolicyChange, PolicyInForceView } from '#lib/policies/schema.ts'

export type Conflict = { current: PolicyInForceView; changes: PolicyChange[] }

type ConflictNoticeProps = {
  conflict: Conflict
  pending: boolean
  onSaveOnTop: () => void
  onTakeTheirs: () => void
}

/** Somebody else saved first: says what they changed, and lets the author choose. Nothing typed is lost. */
export function ConflictNotice({ conflict, ...props }: ConflictNoticeProps) {
  const { current, changes } = conflict
  return (
    <div role="alert" className="bg-invalid-soft space-y-3 rounded-lg border p-4 text-sm">
      <p className="text-invalid flex items-start gap-2 font-medium">
        <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
        Somebody saved version {current.base_version} while you were editing. What you typed is
        still above.
      </p>
      <ChangesList
        label="What they changed"
        changes={changes}
        none="Their version says the same as the one that you began with."
      />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" disabled={props.pending} onClick={props.onSaveOnTop}>
          Save my changes on top of theirs
        </Button>
        <Button size="sm" variant="outline" disabled={props.pending} onClick={props.onTakeTheirs}>
          Discard my changes, use theirs
        </Button>
      </div>
    </div>
  )
}
