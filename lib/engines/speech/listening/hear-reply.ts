import type { Clip } from '#lib/engines/speech/clip.ts'
import { callerEcho } from '#lib/engines/speech/listening/caller-echo.ts'
import { listenTo, type Listened } from '#lib/engines/speech/listening/listen-to.ts'

/** What is kept of it with an execution: `sound` and `caller_echo` of `AudioEvidence` in lib/engines/validation/evidence.ts. */
export type HeardReply = {
  sound?: {
    version: number
    heard: Listened['heard']
    likeness: number
    speech_ms: number
    speech_share: number
    voiced_share: number
    flatness: number
    clipped_share: number
    cut_off?: true
    misdeclared?: string
  }
  caller_echo?: { likeness: number; delay_ms: number }
}

/** Seconds of a reply in which the caller's recording is looked for. */
const echoWithinS = 30

const share = (value: number) => Math.round(value * 1_000) / 1_000

function start({ pcm, sampleRate }: Clip): Clip {
  return { pcm: pcm.subarray(0, echoWithinS * sampleRate), sampleRate }
}

/** Listens to a reply, and for what the caller said in it. Some ms of processor time. Throws what our own side did wrong. */
export async function hearReply(reply: Clip, said: Clip | null): Promise<HeardReply> {
  const { figures, ...listened } = await listenTo(reply)
  const echo = said && callerEcho(start(said), start(reply))
  return {
    sound: {
      version: listened.version,
      heard: listened.heard,
      likeness: share(listened.likeness),
      speech_ms: listened.speechMs,
      speech_share: share(listened.speechShare),
      voiced_share: share(figures.voicedShare),
      flatness: share(figures.flatness),
      clipped_share: share(listened.clippedShare),
      ...(listened.cutOff && { cut_off: true }),
      ...(listened.misdeclared !== null && { misdeclared: listened.misdeclared }),
    },
    ...(echo && { caller_echo: { likeness: echo.likeness, delay_ms: echo.delayMs } }),
  }
}
