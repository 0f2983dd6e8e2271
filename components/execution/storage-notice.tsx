import { CloudOff } from 'lucide-react'

import type { TurnView } from '#lib/executions/schema.ts'

type StorageNoticeProps = { audio: TurnView['input_audio']; what: string }

/** Why a recording may not be there to be played. */
export function StorageNotice({ audio, what }: StorageNoticeProps) {
  if (!audio || (audio.pending ?? audio.missing) === undefined) return null
  return (
    <p className="text-muted-foreground flex items-start gap-1.5 text-xs">
      <CloudOff className="mt-px size-3.5 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">
        {audio.missing === undefined
          ? `Storage was not available when ${what} was recorded: it can be played once it has been uploaded.`
          : `The recording of ${what} could not be kept: ${audio.missing}.`}
      </span>
    </p>
  )
}
