import { AudioLines, Ear } from 'lucide-react'

import type { TurnView } from '#lib/executions/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatShare } from '#lib/platform/format/share.ts'

type ReplySoundProps = {
  turn: Pick<TurnView, 'output_audio' | 'spoken_verified'>
  language: string
}

const sounds = {
  speech: 'speech',
  unsure: 'something that may or may not be speech',
  noise: 'noise, no speech',
  tones: 'tones, no speech',
  music: 'music, no speech',
  silence: 'silence',
} as const

/** What was heard in the audio of a reply, and whether its words are the written ones. */
export function ReplySound({ turn, language }: ReplySoundProps) {
  const { output_audio: audio, spoken_verified: verified } = turn
  if (!audio || (verified === null && audio.sound === undefined)) return null
  const { sound, caller_echo: echo } = audio
  const isOdd = sound !== undefined && sound.heard !== 'speech'
  return (
    <div className="space-y-1 text-xs">
      {sound && (
        <p
          className={`flex items-start gap-1.5 ${isOdd ? 'text-failed' : 'text-muted-foreground'}`}
        >
          <AudioLines className="mt-px size-3.5 shrink-0" aria-hidden />
          <span>
            The reply sounds like {sounds[sound.heard]}
            {sound.heard === 'speech' && `, ${formatDuration(sound.speech_ms)} of it`}
            {sound.cut_off && ', and ends in the middle of a word'}
            {echo && echo.likeness >= 0.6 && `; it repeats the caller’s own recording`}.
          </span>
        </p>
      )}
      {audio.unheard !== undefined && (
        <p className="text-invalid">Earshot could not listen to the reply: {audio.unheard}</p>
      )}
      {verified !== null && <SpokenWords audio={audio} verified={verified} language={language} />}
    </div>
  )
}

type SpokenWordsProps = {
  audio: NonNullable<TurnView['output_audio']>
  verified: NonNullable<TurnView['spoken_verified']>
  language: string
}

function SpokenWords({ audio: { check, check_fault }, verified, language }: SpokenWordsProps) {
  const differs = verified === 'differs'
  return (
    <p className={`flex items-start gap-1.5 ${differs ? 'text-failed' : 'text-muted-foreground'}`}>
      <Ear className="mt-px size-3.5 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">
        {verified === 'no' &&
          (check_fault === undefined
            ? 'The spoken words were not verified: no recogniser has listened to the reply.'
            : `The spoken words were not verified: ${check_fault}`)}
        {verified === 'yes' && !check && 'The spoken words are what a recogniser heard.'}
        {verified !== 'no' && check && (
          <>
            {differs ? 'The spoken words differ' : 'The spoken words were verified'}: {check.model}{' '}
            heard {check.text === '' ? 'nothing' : <q lang={language}>{check.text}</q>} (
            {check.measure.toUpperCase()} {formatShare(check.wer)}, at most{' '}
            {formatShare(check.max_wer)}).
          </>
        )}
      </span>
    </p>
  )
}
