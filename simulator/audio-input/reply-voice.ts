import { resample } from '#lib/engines/speech/audio/resample.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { TtsEngine } from '#lib/engines/speech/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import type { Language } from '#simulator/domains/domain.ts'
import { regions } from '#simulator/domains/domain.ts'
import type { FaultRule } from '#simulator/faults/fault.ts'
import type { ReplyAudio } from '#simulator/protocol/messages.ts'
import type { RequestInfo } from '#simulator/protocol/request-info.ts'
import type { Answer } from '#simulator/understanding/answer.ts'

const repliesKept = 500
const replyRate = 16_000
/** Far over full scale: most samples are cut off. */
const clippingGain = 30

function spoil({ pcm, sampleRate }: Clip, audio: Answer['audio']): Clip {
  if (audio === 'silent') return { pcm: new Int16Array(pcm.length), sampleRate }
  if (audio === 'clipped')
    return {
      pcm: pcm.map((sample) => Math.max(-32_768, Math.min(32_767, sample * clippingGain))),
      sampleRate,
    }
  return { pcm, sampleRate }
}

function audioKind(answer: Answer, fault: FaultRule | null): Answer['audio'] {
  if (fault?.kind === 'silence') return 'silent'
  if (fault?.kind === 'clip') return 'clipped'
  return answer.audio
}

const wantsAudio = (info: RequestInfo): boolean =>
  info.ResponseAudioVoice !== undefined || (info.ResponseAudioAcceptedEncodings ?? []).length > 0

/** Speaks replies; each text is spoken once and kept. */
export function createReplyVoice(tts: TtsEngine) {
  const kept = new Map<string, Promise<string>>()

  async function voiceFor(language: Language, wanted: string | undefined): Promise<string> {
    const known = (await tts.voices()).some(
      ({ id, languages }) =>
        id === wanted && languages.some((tag) => tag.toLowerCase().startsWith(language)),
    )
    return known && wanted !== undefined ? wanted : 'default'
  }

  async function render(text: string, language: Language, voice: string, audio: Answer['audio']) {
    const clip = await tts.synthesize({ text, language: regions[language], voice })
    return encodeWav(spoil(resample(clip, replyRate), audio)).toString('base64')
  }

  function spoken(key: string, make: () => Promise<string>): Promise<string> {
    const known = kept.get(key)
    if (known) return known
    const made = make()
    kept.set(key, made)
    made.catch(() => kept.delete(key))
    const oldest = kept.size > repliesKept ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    return made
  }

  /** The reply as base64 WAV of 16 kHz, null when the request asks for none. */
  return async function speak(
    answer: Answer,
    language: Language,
    info: RequestInfo,
    fault: FaultRule | null,
  ): Promise<ReplyAudio | null> {
    if (!wantsAudio(info)) return null
    const encodings = info.ResponseAudioAcceptedEncodings ?? ['WAV']
    if (!encodings.includes('WAV')) return { error: 'Reply audio is available as WAV only' }
    const text = info.ResponseAudioShortOrLong === 'Long' ? answer.long : answer.short
    const audio = audioKind(answer, fault)
    try {
      const voice = await voiceFor(language, info.ResponseAudioVoice)
      const key = [language, voice, audio, text].join('\n')
      return { bytes: await spoken(key, () => render(text, language, voice, audio)) }
    } catch (error) {
      return { error: `The reply could not be spoken: ${errorMessage(error)}` }
    }
  }
}
