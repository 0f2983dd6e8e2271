import type { CasePriority } from '#db/enums.ts'
import {
  compact,
  number,
  parseValue,
  percentText,
  share,
  shown,
  showValue,
} from '#app/(dashboard)/suites/[id]/cases/_lib/form-values.ts'
import type { CaseInput, TurnInput } from '#lib/suites/schema.ts'

/** A case as its form holds it: flat lists, because form fields cannot be maps with changing keys. */
export type CaseForm = {
  id: string
  name: string
  description: string
  priority: CasePriority
  status: CaseInput['status']
  /** comma-separated */
  tags: string
  languages: { tag: string; voice: string }[]
  turns: TurnForm[]
  stop_on_failure: boolean
  /** mocks of a suite file as JSON; empty: none */
  mocks: string
}

/** What the caller does in a turn. */
export type TurnKind = 'speech' | 'keys' | 'silence'

export type TurnForm = {
  kind: TurnKind
  dtmf: string
  silence_ms: string
  /** empty: the caller lets the voice AI finish */
  barge_in_ms: string
  /** the caller only shows that they listen */
  backchannel: boolean
  /** then: the voice AI must go on */
  goes_on: boolean
  final_answer_ms: string
  dead_air_ms: string
  /** empty: what holds without a word about it */
  reply: '' | 'required' | 'none' | 'any'
  max_stop_ms: string
  /** by language tag */
  say: Record<string, string>
  audio: Record<string, string>
  similar_to: Record<string, string>
  intent: string
  entities: { name: string; value: string }[]
  /** one phrase a line */
  contains: string
  not_contains: string
  matches: string
  max_ms: string
  /** in percent */
  wer_percent: string
  /** in percent */
  cer_percent: string
  audio_required: boolean
  /** rules of a suite file as JSON; empty: none */
  tools: string
  tools_in_order: boolean
  no_other_tools: boolean
  /** empty: where tools are called or expected */
  say_do: '' | 'yes' | 'no'
  /** parts of the expectation that the form has no field for, kept as they are */
  rest: string
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function byLanguage(
  value: string | Record<string, string> | undefined,
  tags: string[],
): Record<string, string> {
  return Object.fromEntries(
    tags.map((tag) => [tag, typeof value === 'string' ? value : (value?.[tag] ?? '')]),
  )
}

export function emptyTurn(tags: string[]): TurnForm {
  return toTurnForm({ say: '', expect: {} }, tags)
}

type Expect = TurnInput['expect']

const isPlain = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((phrase) => typeof phrase === 'string')

/** What of `response` the form can show in one field for all languages; the rest travels in `rest`. */
function splitResponse(response: NonNullable<Expect['response']>) {
  const { contains, not_contains, matches, similar_to } = response
  const rest: Record<string, unknown> = {}
  const phrases = (name: string, value: typeof contains) => {
    if (value === undefined) return ''
    // Phrases with settings of their own, and those for each language, travel as they are.
    if (isPlain(value)) return value.join('\n')
    rest[name] = value
    return ''
  }
  if (matches !== undefined && typeof matches !== 'string') rest.matches = matches
  return {
    contains: phrases('contains', contains),
    not_contains: phrases('not_contains', not_contains),
    matches: typeof matches === 'string' ? matches : '',
    similar_to,
    rest,
  }
}

function kindOf({ dtmf, silence_ms }: TurnInput): TurnKind {
  if (dtmf !== undefined) return 'keys'
  return silence_ms === undefined ? 'speech' : 'silence'
}

function toTurnForm(turn: TurnInput, tags: string[]): TurnForm {
  const { expect } = turn
  const response = splitResponse(expect.response ?? {})
  return {
    kind: kindOf(turn),
    dtmf: turn.dtmf ?? '',
    silence_ms: shown(turn.silence_ms),
    barge_in_ms: shown(turn.barge_in?.after_ms),
    backchannel: turn.barge_in?.backchannel ?? false,
    goes_on: expect.barge_in?.stops === false,
    final_answer_ms: shown(expect.final_answer?.max_ms),
    dead_air_ms: shown(expect.dead_air?.max_ms),
    reply: expect.reply ?? '',
    max_stop_ms: shown(expect.barge_in?.max_stop_ms),
    say: byLanguage(turn.say, tags),
    audio: byLanguage(turn.audio, tags),
    similar_to: byLanguage(response.similar_to, tags),
    intent: expect.intent ?? '',
    entities: Object.entries(expect.entities ?? {}).map(([name, value]) => ({
      name,
      value: showValue(value),
    })),
    contains: response.contains,
    not_contains: response.not_contains,
    matches: response.matches,
    max_ms: shown(expect.response_time?.max_ms),
    wer_percent: percentText(expect.transcript?.max_wer),
    cer_percent: percentText(expect.transcript?.max_cer),
    audio_required: expect.audio?.required ?? false,
    tools: expect.tools === undefined ? '' : JSON.stringify(expect.tools, null, 2),
    tools_in_order: expect.tools_in_order ?? false,
    no_other_tools: expect.no_other_tools ?? false,
    say_do: expect.say_do === undefined ? '' : expect.say_do ? 'yes' : 'no',
    rest: Object.keys(response.rest).length > 0 ? JSON.stringify(response.rest) : '',
  }
}

export function toCaseForm(value: CaseInput): CaseForm {
  const tags = Object.keys(value.languages)
  return {
    id: value.id,
    name: value.name,
    description: value.description,
    priority: value.priority,
    status: value.status,
    tags: value.tags.join(', '),
    languages: Object.entries(value.languages).map(([tag, { voice }]) => ({ tag, voice })),
    turns: value.turns.map((turn) => toTurnForm(turn, tags)),
    stop_on_failure: value.stop_on_failure ?? false,
    mocks: (value.mocks ?? []).length === 0 ? '' : JSON.stringify(value.mocks, null, 2),
  }
}

/** A draft as it was left, perhaps by an earlier version of this form: what it lacks is as in an empty turn. */
export function readDraft(text: string): CaseForm {
  type Turn = Partial<TurnForm> & { max_wer?: string; max_cer?: string }
  type Draft = Omit<CaseForm, 'turns' | 'mocks'> & { turns: Turn[]; mocks?: string }
  const draft = JSON.parse(text) as Draft
  // Error rates were shares once, and are percentages now.
  const asPercent = (limit: string | undefined) => percentText(number(limit ?? ''))
  const turns = draft.turns.map(({ max_wer, max_cer, ...turn }) => ({
    ...emptyTurn([]),
    wer_percent: asPercent(max_wer),
    cer_percent: asPercent(max_cer),
    ...turn,
  }))
  return { ...draft, mocks: draft.mocks ?? '', turns }
}

function filled(map: Record<string, string>, tags: string[]): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const tag of tags) {
    const text = (map[tag] ?? '').trim()
    if (text !== '') texts[tag] = text
  }
  return texts
}

/** What the caller does; fields of another kind of turn are left out, however they were filled in before. */
function fromStimulus(turn: TurnForm, tags: string[]) {
  if (turn.kind === 'keys') return { dtmf: turn.dtmf.trim() }
  if (turn.kind === 'silence') return { silence_ms: number(turn.silence_ms) ?? 0 }
  const after_ms = number(turn.barge_in_ms)
  return {
    ...compact({ say: filled(turn.say, tags), audio: filled(turn.audio, tags) }),
    ...(after_ms !== undefined && {
      barge_in: { after_ms, ...(turn.backchannel && { backchannel: true }) },
    }),
  }
}

/** Rules that are no JSON stay a text, of which the schema says that it is no list. */
const fromToolFields = ({ tools, tools_in_order, no_other_tools, say_do }: TurnForm) => ({
  tools: tools.trim() === '' ? undefined : parseValue(tools),
  tools_in_order: tools_in_order || undefined,
  no_other_tools: no_other_tools || undefined,
  say_do: say_do === '' ? undefined : say_do === 'yes',
})

const fromBargeIn = ({ backchannel, goes_on, max_stop_ms }: TurnForm) =>
  backchannel
    ? compact({ stops: goes_on ? false : undefined })
    : compact({ max_stop_ms: number(max_stop_ms) })

function fromTurnForm(turn: TurnForm, tags: string[]) {
  const kept = turn.rest === '' ? {} : (JSON.parse(turn.rest) as Record<string, unknown>)
  const spoken = turn.kind === 'speech'
  const breaksIn = spoken && turn.barge_in_ms.trim() !== ''
  const expect = compact({
    intent: turn.intent.trim(),
    entities: Object.fromEntries(
      turn.entities
        .filter(({ name }) => name.trim() !== '')
        .map(({ name, value }) => [name.trim(), parseValue(value)]),
    ),
    response: compact({
      ...kept,
      ...compact({
        similar_to: filled(turn.similar_to, tags),
        contains: lines(turn.contains),
        not_contains: lines(turn.not_contains),
        matches: turn.matches.trim(),
      }),
    }),
    response_time: compact({ max_ms: number(turn.max_ms) }),
    final_answer: compact({ max_ms: number(turn.final_answer_ms) }),
    dead_air: spoken ? compact({ max_ms: number(turn.dead_air_ms) }) : undefined,
    transcript: spoken
      ? compact({ max_wer: share(turn.wer_percent), max_cer: share(turn.cer_percent) })
      : undefined,
    audio: turn.audio_required ? { required: true } : undefined,
    ...fromToolFields(turn),
    reply: turn.kind === 'silence' || turn.reply !== 'none' ? turn.reply : '',
    barge_in: breaksIn ? fromBargeIn(turn) : undefined,
  })
  return { ...fromStimulus(turn, tags), expect: expect ?? {} }
}

/** The case object of a suite file, not yet checked: `CaseInput` says what is wrong with it. */
export function fromCaseForm(form: CaseForm): unknown {
  const tags = form.languages.map(({ tag }) => tag.trim()).filter((tag) => tag !== '')
  return {
    id: form.id.trim(),
    name: form.name,
    description: form.description,
    priority: form.priority,
    status: form.status,
    tags: form.tags
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    languages: Object.fromEntries(
      form.languages
        .filter(({ tag }) => tag.trim() !== '')
        .map(({ tag, voice }) => [tag.trim(), { voice: voice.trim() || 'default' }]),
    ),
    turns: form.turns.map((turn) => fromTurnForm(turn, tags)),
    ...(form.stop_on_failure && { stop_on_failure: true }),
    ...(form.mocks.trim() !== '' && { mocks: parseValue(form.mocks) }),
  }
}
