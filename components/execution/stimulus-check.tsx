import { Ear } from 'lucide-react'

import type { TurnView } from '#lib/executions/schema.ts'
import { formatShare } from '#lib/platform/format/share.ts'

type StimulusCheckProps = { audio: TurnView['input_audio']; language: string }

/** What an independent recogniser heard in our own audio, before the voice AI did. */
export function StimulusCheck({ audio, language }: StimulusCheckProps) {
  if (!audio || audio.check === undefined) return null
  const { check, check_fault } = audio
  if (check === null)
    return (
      <p className="text-muted-foreground flex items-start gap-1.5 text-xs">
        <Ear className="size-3.5 shrink-0" aria-hidden />
        <span>The stimulus was not checked: {check_fault ?? 'the recogniser did not answer'}</span>
      </p>
    )
  const wrong = check.wer > check.max_wer
  return (
    <p
      className={`flex items-start gap-1.5 text-xs ${wrong ? 'text-failed' : 'text-muted-foreground'}`}
    >
      <Ear className="mt-px size-3.5 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">
        {check.model} heard {check.text === '' ? 'nothing' : <q lang={language}>{check.text}</q>} in
        the stimulus ({check.measure.toUpperCase()} {formatShare(check.wer)}, at most{' '}
        {formatShare(check.max_wer)}
        ).
      </span>
    </p>
  )
}
