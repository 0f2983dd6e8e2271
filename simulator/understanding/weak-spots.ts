import type { Language } from '#simulator/domains/domain.ts'
import type { ToolFault } from '#simulator/understanding/act-out.ts'
import { compose, type Answer } from '#simulator/understanding/answer.ts'
import { fillSlot } from '#simulator/understanding/slot.ts'
import type { Understood } from '#simulator/understanding/understand.ts'

type Situation = { found: Understood; language: Language; turn: number }

/** A deliberate fault of the demo voice AI: what goes wrong, whose fault it is, and when. */
type WeakSpot = {
  id: string
  /** What a person would report. */
  symptom: string
  /** The blame a good test should arrive at. */
  blame: 'understanding' | 'content' | 'latency' | 'speech_output'
  applies(answer: Answer, situation: Situation): boolean
  change(answer: Answer, situation: Situation): Partial<Answer>
}

const slowMs = 2_400

const weakSpots: WeakSpot[] = [
  {
    id: 'french-tomorrow',
    symptom: 'French: asked about tomorrow, it reads out the forecast of the day after',
    blame: 'content',
    applies: ({ entities, domain }, { language }) =>
      domain === 'weather' && language === 'fr' && entities['Day'] === 'tomorrow',
    change: ({ entities }, { found, language }) => {
      const slot = found.domain.slots['day']
      const day = slot ? fillSlot(slot, 'day after tomorrow', language) : null
      if (!day) return {}
      const { short, long } = compose({ ...found, filling: { ...found.filling, day } }, language)
      return { short, long, entities }
    },
  },
  {
    id: 'slow-traffic',
    symptom: `every traffic question takes ${slowMs} ms longer than other questions`,
    blame: 'latency',
    applies: ({ kind }) => kind === 'TrafficQuery',
    change: () => ({ delayMs: slowMs }),
  },
  {
    id: 'silent-voicemail',
    symptom: 'the spoken reply to a voicemail question is silence',
    blame: 'speech_output',
    applies: ({ kind }) => kind === 'VoicemailQuery',
    change: () => ({ audio: 'silent' }),
  },
  {
    id: 'clipped-song-title',
    symptom: 'the spoken name of the song that is playing is badly clipped',
    blame: 'speech_output',
    applies: ({ kind }) => kind === 'NowPlayingQuery',
    change: () => ({ audio: 'clipped' }),
  },
  {
    id: 'spanish-pause',
    symptom: 'Spanish: told to pause the music, it turns it off',
    blame: 'understanding',
    applies: ({ kind }, { language }) => language === 'es' && kind === 'MusicPauseCommand',
    change: (_answer, { found, language }) => {
      const intent = found.domain.intents.find(({ kind }) => kind === 'MusicStopCommand')
      return intent ? { kind: intent.kind, ...compose({ ...found, intent }, language) } : {}
    },
  },
  {
    id: 'wordy-call',
    symptom: 'English: it confirms a call to Mom in other words than all other calls',
    blame: 'content',
    applies: ({ kind, entities }, { language }) =>
      language === 'en' && kind === 'CallCommand' && entities['Contact'] === 'Mom',
    change: () => {
      const words = 'Alright, I am putting you through to Mom now.'
      return { short: words, long: words }
    },
  },
  {
    id: 'forgetful-third-turn',
    symptom: 'German: after the second turn about a timer the conversation is forgotten',
    blame: 'understanding',
    applies: ({ domain }, { language, turn }) =>
      domain === 'timer' && language === 'de' && turn === 2,
    change: () => ({ state: null }),
  },
]

/** A deliberate fault in how tools are used, or in what is said of them. */
type ToolWeakSpot = {
  id: string
  symptom: string
  blame: 'content'
  kinds: string[]
  /** the order with which it happens, in every language */
  order: string
  fault: ToolFault
}

const toolWeakSpots: ToolWeakSpot[] = [
  {
    id: 'claims-cancelled',
    symptom: 'told to cancel order 1066, it says that it has, although the tool failed',
    blame: 'content',
    kinds: ['OrderCancelCommand'],
    order: '1066',
    fault: { claims: true },
  },
  {
    id: 'claims-refunded',
    symptom: 'told to refund order 1077, it says that it has, although the tool failed',
    blame: 'content',
    kinds: ['OrderRefundCommand'],
    order: '1077',
    fault: { claims: true },
  },
  {
    id: 'changes-nothing',
    symptom: 'told to change the delivery of order 1088, it says that it has, and calls no tool',
    blame: 'content',
    kinds: ['OrderDateCommand', 'OrderAddressCommand'],
    order: '1088',
    fault: { skips: true },
  },
  {
    id: 'swapped-digits',
    symptom: 'asked where order 1069 is, it looks order 1096 up',
    blame: 'content',
    kinds: ['OrderStatusQuery'],
    order: '1069',
    fault: { mistakes: '1096' },
  },
]

/** The weak spot in the use of tools that a turn falls into, or null. */
export const toolFaultOf = ({ intent, filling }: Understood): ToolFault | null =>
  toolWeakSpots.find(
    ({ kinds, order }) => kinds.includes(intent.kind) && filling['order']?.value === order,
  )?.fault ?? null

/** Applies the weak spots that an answer falls into. */
export function weaken(answer: Answer, situation: Situation): Answer {
  let weakened = answer
  for (const spot of weakSpots)
    if (spot.applies(weakened, situation))
      weakened = { ...weakened, ...spot.change(weakened, situation) }
  return weakened
}

/**
 * What the ears write down for a phrase that they recognised. In German they take Freiburg for Frankfurt;
 * the same question in writing is answered rightly, so the blame is `recognition`.
 */
export const mishear = (phrase: string, language: Language): string =>
  language === 'de' ? phrase.replace(/\bfreiburg\b/i, 'Frankfurt') : phrase
