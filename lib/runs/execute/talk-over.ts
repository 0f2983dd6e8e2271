import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { findActiveFrames } from '#lib/engines/speech/conditions/active-frames.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { commonMs, type Stretch } from '#lib/runs/execute/heard-times.ts'

type Unsolicited = Extract<TurnEvent, { type: 'unsolicited_audio' }>

export type TalkOverFacts = {
  events: readonly TurnEvent[]
  /** what the caller said, and where its speech lies in it, ms */
  said: Clip
  speech: { fromMs: number; toMs: number }
  /** when the last sample of that speech left, as `performance.now()` */
  spokenAt: number
  /** when the reply was heard */
  heard: readonly Stretch[]
}

/** Frames of 20 ms with sound, as stretches that begin at `at`. */
function soundsOf({ pcm, sampleRate }: Clip, at: number): Stretch[] {
  const { frame, active } = findActiveFrames(pcm, sampleRate)
  const frameMs = (frame / sampleRate) * 1_000
  return active.flatMap((isActive, index) =>
    isActive ? [{ from: at + index * frameMs, to: at + (index + 1) * frameMs }] : [],
  )
}

/** Sounds of what the voice AI said without being asked, up to its interruption. */
function unsolicitedSounds(events: readonly TurnEvent[], until: number): Stretch[] {
  const stopped = events.find(({ type }) => type === 'interrupted')?.at ?? Infinity
  const pieces = events.filter((event): event is Unsolicited => event.type === 'unsolicited_audio')
  let playedUntil = Number.NEGATIVE_INFINITY
  return pieces.flatMap(({ at, pcm, sampleRate }) => {
    const from = Math.max(at, playedUntil)
    playedUntil = from + (pcm.length / sampleRate) * 1_000
    if (from >= Math.min(until, stopped)) return []
    return soundsOf({ pcm, sampleRate }, from).filter((sound) => sound.from < stopped)
  })
}

/**
 * ms in which caller and voice AI both spoke, the caller in real time. To a frame of 20 ms on each side. What they say is
 * looked at only where the one began before the other had ended.
 */
export function talkOverMs({ events, said, speech, spokenAt, heard }: TalkOverFacts): number {
  const early = heard.filter(({ from }) => from < spokenAt)
  const voiceAi = [...unsolicitedSounds(events, spokenAt), ...early].sort((a, b) => a.from - b.from)
  if (voiceAi.length === 0) return 0
  const perMs = said.sampleRate / 1_000
  const pcm = said.pcm.subarray(speech.fromMs * perMs, speech.toMs * perMs)
  const caller = soundsOf(
    { pcm, sampleRate: said.sampleRate },
    spokenAt - (speech.toMs - speech.fromMs),
  )
  return commonMs(caller, voiceAi)
}
