'use client'

import { PreviewPanel } from '#app/(dashboard)/settings/device-profiles/_components/preview-panel.client.tsx'
import { previewProfileAction } from '#app/(dashboard)/settings/device-profiles/actions.ts'
import type { Json } from '#components/settings-form/json-schema.ts'

type HearProfileProps = {
  languages: string[]
  settings: Record<string, Json>
  seed: number
}

/** The preview of a profile that is not to be changed here. */
export function HearProfile({ languages, settings, seed }: HearProfileProps) {
  return (
    <PreviewPanel
      languages={languages}
      read={() => ({ settings, seed })}
      onPreview={previewProfileAction}
    />
  )
}
