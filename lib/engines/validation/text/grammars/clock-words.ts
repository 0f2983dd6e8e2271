import {
  hourFirst,
  led,
  skip,
  type Core,
} from '#lib/engines/validation/text/grammars/clock-parts.ts'
import type { ClockWords } from '#lib/engines/validation/text/grammars/clock-table.ts'
import { clockReadings, type DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import { phraseAt } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Readings = [TypedValue, ...TypedValue[]]

type State = { at: number; part: DayPart | null; mark: 'strong' | 'time' | 'at' | null }

function opened(words: ClockWords, lexemes: readonly Lexeme[], at: number): State {
  const state: State = { at, part: null, mark: null }
  for (let step = 0; step < 3; step += 1) {
    const part = state.part === null ? phraseAt(lexemes, state.at, words.parts) : null
    if (part !== null) {
      state.part = part.value
      state.at = part.end
      continue
    }
    const before = phraseAt(lexemes, state.at, words.before)
    if (before === null) break
    state.mark = state.mark === 'strong' ? 'strong' : before.value
    state.at = before.end
    // the preposition stays outside: the time begins behind it
    if (state.part === null && before.value !== 'strong') break
  }
  return state
}

/** Nothing follows that the number could count. */
function alone(lexemes: readonly Lexeme[], end: number): boolean {
  const next = lexemes[end]
  return next === undefined || /^[.,;:!?؟،।]$/u.test(next.text)
}

/** What a time is without a sure sign of one; null when it is none. */
function otherReadings(
  core: Core,
  times: Readings,
  isAlone: boolean,
  before: State['mark'],
): Readings | null {
  if (core.strength === 'ordinal') return before === null ? null : times
  // `v 19.30`; without the preposition it is a number with decimals
  if (core.strength === 'digits') return before === 'time' ? times : null
  if (core.strength === 'length') {
    const seconds = String((core.hour * 60 + core.shift) * 60)
    return before === 'time' ? times : [{ type: 'duration', seconds }, ...times]
  }
  if (core.strength === 'pair')
    return before === null
      ? [...times, { type: 'identifier', value: `${core.hour}${core.shift}` }]
      : times
  if (core.strength !== 'fraction' || (!isAlone && before === null)) return null
  return [...times, { type: 'number', value: String(core.hour + core.shift / 60) }]
}

/** Reader of clock times. */
export function clockReader(words: ClockWords): Reader<{ readings: Readings }> {
  return (lexemes, at) => {
    const fixed = words.fixed && phraseAt(lexemes, at, words.fixed)
    if (fixed)
      return { readings: [{ type: 'time', minutes: fixed.value, offset: null }], end: fixed.end }
    const state = opened(words, lexemes, at)
    if ((state.mark === 'at' || state.mark === 'time') && state.part === null) return null
    const core = led(words, lexemes, state.at) ?? hourFirst(words, lexemes, state.at)
    if (core === null) return null
    let end = skip(lexemes, core.end, words.after)
    const isTime =
      core.strength === 'strong' || core.strength === 'digits' || state.mark === 'strong'
    const part =
      state.part !== null
        ? null
        : (phraseAt(lexemes, end, words.parts) ??
          (isTime && words.shortParts ? phraseAt(lexemes, end, words.shortParts) : null))
    if (part !== null) end = part.end
    const times = clockReadings(core.hour, core.shift, part?.value ?? state.part)
    if (times === null) return null
    const readings: Readings = core.exact === true && times.length > 1 ? [times[0]] : times
    if (core.strength === 'strong' || state.mark === 'strong' || end > core.end)
      return { readings, end }
    // a part of the day before a number that counts something is no time: `вечером 7 человек`
    if (state.part !== null && (core.strength !== 'bare' || alone(lexemes, end)))
      return { readings, end }
    const before = lexemes[at - 1]
    const mark = (before && words.before.get(before.text)) ?? null
    const also = otherReadings(core, readings, alone(lexemes, end), mark)
    return also && { readings: also, end }
  }
}
