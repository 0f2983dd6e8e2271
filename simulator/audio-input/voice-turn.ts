import type { Profile } from '#simulator/asr/recognise.ts'
import type { Heard } from '#simulator/asr/recogniser.ts'
import { AudioError, AudioInput } from '#simulator/audio-input/audio-input.ts'
import { EndOfSpeech } from '#simulator/audio-input/end-of-speech.ts'
import type { Call } from '#simulator/call-log.ts'
import type { Language } from '#simulator/domains/domain.ts'
import type { FaultRule } from '#simulator/faults/fault.ts'
import { errorMessageOf, partialMessage, resultMessage } from '#simulator/protocol/messages.ts'
import type { RequestInfo } from '#simulator/protocol/request-info.ts'
import type { Simulation } from '#simulator/simulation.ts'
import { respond } from '#simulator/understanding/respond.ts'
import { mishear } from '#simulator/understanding/weak-spots.ts'

const defaultSilenceSeconds = 1
/** Audio between two partial transcripts, ms. */
const partialEveryMs = 400
const silence: Heard = { transcript: '', confidence: 0, cpuSeconds: 0 }

export type VoiceTurnOptions = {
  simulation: Simulation
  info: RequestInfo
  /** null: a language that is not spoken here */
  language: Language | null
  profile: Profile
  fault: FaultRule | null
  call: Partial<Call>
  /** Where partial transcripts go. */
  partial: (message: object) => void
}

/** One spoken turn, whatever transport its audio comes through. */
export class VoiceTurn {
  private readonly options: VoiceTurnOptions
  private readonly input = new AudioInput()
  private readonly started = performance.now()
  private endOfSpeech: EndOfSpeech | null = null
  private failure: AudioError | null = null
  private nextPartialMs = partialEveryMs
  private guessing: Promise<void> | null = null
  private enough = false

  constructor(options: VoiceTurnOptions) {
    this.options = options
  }

  /** Takes audio. True when no more is needed: the caller has stopped speaking, or this is no audio. */
  append(bytes: Buffer): boolean {
    if (this.enough) return true
    try {
      const pcm = this.input.append(bytes)
      this.enough = this.heardTheEnd(pcm)
      if (!this.enough && this.options.info.PartialTranscriptsDesired === true) this.guess()
    } catch (error) {
      if (!(error instanceof AudioError)) throw error
      this.failure = error
      this.enough = true
    }
    return this.enough
  }

  /** The final message. Never throws for what the caller sent. */
  async finish(): Promise<object> {
    this.enough = true
    const { language, fault } = this.options
    if (language === null)
      return errorMessageOf('Input language not supported; use en, de, es or fr', this.seconds())
    if (fault?.kind === 'error') return errorMessageOf('Injected fault: error', this.seconds())
    try {
      if (this.failure) throw this.failure
      return await this.answer(language)
    } catch (error) {
      if (error instanceof AudioError) return errorMessageOf(error.message, this.seconds())
      throw error
    }
  }

  private seconds = () => (performance.now() - this.started) / 1_000

  private heardTheEnd(pcm: Int16Array): boolean {
    const { info } = this.options
    if (info.ServerDeterminesEndOfAudio === false || pcm.length === 0) return false
    const seconds = info.VoiceActivityDetection?.MaxSilenceSeconds ?? defaultSilenceSeconds
    this.endOfSpeech ??= new EndOfSpeech(this.input.sampleRate, seconds * 1_000)
    return this.endOfSpeech.hear(pcm)
  }

  /** Sends what the speech so far sounds like, one guess at a time. */
  private guess(): void {
    const { simulation, language, partial } = this.options
    if (language === null || this.guessing || this.input.durationMs < this.nextPartialMs) return
    const durationMs = this.input.durationMs
    this.nextPartialMs = durationMs + partialEveryMs
    this.guessing = simulation.ears
      .guess(this.input.clip(), language)
      .then((text) => {
        if (!this.enough && text !== '') partial(partialMessage(text, durationMs))
      })
      .catch(() => undefined)
      .finally(() => {
        this.guessing = null
      })
  }

  private async hear(language: Language): Promise<Heard> {
    const { simulation, profile, fault } = this.options
    const clip = this.input.clip()
    if (fault?.kind === 'deaf') return silence
    const heard = await simulation.ears.listen(clip, language, profile)
    if (!simulation.weakSpots) return heard
    return { ...heard, transcript: mishear(heard.transcript, language) }
  }

  private async answer(language: Language): Promise<object> {
    const { simulation, info, fault, call, partial } = this.options
    const heard = await this.hear(language)
    call.query = heard.transcript
    const { durationMs } = this.input
    if (info.PartialTranscriptsDesired === true)
      partial(partialMessage(heard.transcript, durationMs, { done: true, safeToStop: true }))
    const answer = respond({
      text: heard.transcript,
      language,
      state: info.ConversationState,
      weakSpots: simulation.weakSpots,
    })
    call.intent = answer.kind
    const replyAudio = await simulation.speak(answer, language, info, fault)
    const wait =
      simulation.latencyMs + answer.delayMs + (fault?.kind === 'latency' ? fault.value : 0)
    if (wait > 0) await simulation.pause(wait)
    return resultMessage({
      answer,
      hearing: { ...heard, audioSeconds: Math.round(durationMs) / 1_000 },
      sendBack: info.SendBack,
      replyAudio,
      realSeconds: this.seconds(),
    })
  }
}
