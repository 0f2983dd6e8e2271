'use client'

import type { Ref } from 'react'

import { AudioPlayer } from '#components/audio/player.client.tsx'
import type { AudioClip, AudioPlayerHandle } from '#components/audio/types.ts'

export type PlayerPairProps = {
  input: AudioClip | null
  output: AudioClip | null
  /** why there is no sound of the caller */
  unspoken?: string
  /** player that outside shortcuts start: the reply's, else the caller's */
  ref?: Ref<AudioPlayerHandle>
}

/** What was said beside what came back. */
export function PlayerPair({
  input,
  output,
  unspoken = 'Nothing was spoken: this turn was sent as text.',
  ref,
}: PlayerPairProps) {
  const handle = ref ? { ref } : {}
  return (
    <div className="grid gap-3 md:grid-cols-2">
      {input ? (
        <AudioPlayer clip={input} {...(output ? {} : handle)} />
      ) : (
        <NoAudio text={unspoken} />
      )}
      {output ? (
        <AudioPlayer clip={output} {...handle} />
      ) : (
        <NoAudio text="No spoken answer came back." />
      )}
    </div>
  )
}

function NoAudio({ text }: { text: string }) {
  return (
    <p className="text-muted-foreground grid min-h-20 place-items-center rounded-lg border border-dashed p-3 text-center text-sm">
      {text}
    </p>
  )
}
