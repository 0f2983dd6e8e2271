'use client'

import type { Subject } from '#app/(dashboard)/settings/validation-policy/_components/policy-editor.client.tsx'
import {
  restorePolicyAction,
  savePolicyAction,
} from '#app/(dashboard)/settings/validation-policy/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'

type RestoreVersionProps = { id: string; version: number; baseVersion: number }

export function RestoreVersion({ id, version, baseVersion }: RestoreVersionProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm">
          Restore<span className="sr-only"> version {version}</span>
        </Button>
      }
      title={`Restore version ${version}?`}
      description="Its settings are saved as a new version and hold from the next verdict on. Nothing that was judged changes until you judge it again."
      confirmLabel={`Restore version ${version}`}
      onConfirm={() => restorePolicyAction({ id, input: { base_version: baseVersion } })}
      done={(now) => `Version ${version} is in force again, as version ${now}`}
    />
  )
}

type RemoveOverrideProps = { subject: Subject; baseVersion: number; words: string; wider: string }

/** Lets the wider policy hold again. */
export function RemoveOverride({ subject, baseVersion, words, wider }: RemoveOverrideProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm">
          Remove override
        </Button>
      }
      title="Remove this policy?"
      description={`From the next verdict on, ${words} is judged by ${wider}. Its versions stay in the history and can be restored.`}
      confirmLabel="Remove override"
      destructive
      onConfirm={() => savePolicyAction({ ...subject, settings: null, base_version: baseVersion })}
      done={`${wider.replace(/^./, (first) => first.toUpperCase())} holds again`}
    />
  )
}
